/* What of an answer goes into the page: an answer brings the row or the words of its own form, and
   beside them parts that tell of the whole draft. */
"use strict";

(() => {
  // An answer tells of every row there is. One may not be here: another person has just made it,
  // or the answer that brings it is still on its way.
  const isHere = (part) => document.getElementById(part.id) !== null;

  // Forms save side by side, and an answer may be overtaken by one that knows more. What it tells
  // of the draft is old then; what is its form's alone is not.
  const STATE = "Draft-State";
  const isOwn = (part) => part.id === "deed" || part.matches("input[type=hidden]");
  const sentAfter = new WeakMap();
  let answers = 0;
  let newest = "";

  document.addEventListener("htmx:beforeSend", (event) => sentAfter.set(event.detail.xhr, answers));

  /** Whether a newer answer came while this one was on its way. One that was asked for later is
      never old, whatever its number: a clock may have been set back. */
  function isOvertaken(xhr) {
    const state = xhr.getResponseHeader(STATE);
    if (!state) return false;
    if (state < newest && sentAfter.get(xhr) !== answers) return true;
    newest = state;
    answers += 1;
    return false;
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    const page = document.createElement("template");
    page.innerHTML = event.detail.serverResponse;
    const isOld = isOvertaken(event.detail.xhr);
    const parts = [...page.content.children].filter((part) => part.hasAttribute("hx-swap-oob"));
    const left = parts.filter((part) => !isHere(part) || (isOld && !isOwn(part)));
    for (const part of left) part.remove();
    if (left.length) event.detail.serverResponse = page.innerHTML;
  });
})();
