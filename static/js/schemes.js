/* The editor of a scheme works without this file. The name of a part that was just added is marked
   as it gets the focus, so that it is written over; never later, when somebody types in it. */
"use strict";

document.addEventListener("focusin", ({ target }) => {
  if (target.matches("#tree [autofocus]") && target.value === target.defaultValue) target.select();
});
