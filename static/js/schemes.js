/* The editor of a scheme works without this file. A part that was just added has its name marked,
   so that it is written over. */
"use strict";

document.addEventListener("htmx:afterSettle", () => {
  const field = document.activeElement;
  if (field?.matches("#tree [autofocus]")) field.select();
});
