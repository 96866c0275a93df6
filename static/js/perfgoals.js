/* The pages work without this file. It tells when something was not saved, moves rows that the
   server has moved, and opens what a link points into. */
"use strict";

(() => {
  const trouble = document.getElementById("trouble");

  function say(text) {
    trouble.textContent = text;
    trouble.hidden = !text;
  }

  // A save that failed must be seen, wherever on the page one is.
  const UNSAVED = "没有保存：连不上服务器。您填写的内容还在页面上，恢复后再改一次就会保存。";
  const SIGNED_OUT = "没有保存：登录已经过期。请在新窗口登录，回到这里再保存；您填写的内容还在页面上。";
  const REFUSED = "没有保存：服务器没有接受。请刷新页面看看这张表现在的状态；先把刚填的内容复制下来。";

  document.addEventListener("htmx:sendError", () => say(UNSAVED));
  document.addEventListener("htmx:responseError", () => say(REFUSED));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answer = event.detail.xhr;
    if (answer.responseURL && new URL(answer.responseURL).pathname.startsWith("/accounts/login/")) {
      event.detail.shouldSwap = false;
      say(SIGNED_OUT);
    } else if (answer.status < 400) {
      say("");
    }
  });

  // Leaving with an unsaved change asks first.
  let unsaved = 0;
  document.addEventListener("input", (event) => {
    if (event.target.closest("[data-saves]")) unsaved += 1;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) unsaved = 0;
  });
  document.addEventListener("submit", () => { unsaved = 0; });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });

  // The server moved a row among its neighbours; the page follows without drawing it anew.
  document.addEventListener("row-moved", (event) => {
    const { row, other, steps } = event.detail;
    const moved = document.getElementById(row);
    const neighbour = document.getElementById(other);
    if (!moved || !neighbour) return;
    const pressed = document.activeElement;
    if (steps < 0) neighbour.before(moved);
    else neighbour.after(moved);
    if (moved.contains(pressed)) pressed.focus();
  });

  // A new row is there to be filled.
  document.addEventListener("htmx:load", (event) => {
    const block = event.detail.elt;
    if (block.matches?.(".row-block, .item-form")) block.querySelector("textarea")?.focus();
  });

  // A link to a finding opens the fold it lies in.
  function unfold() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const fold = target && target.closest("details");
    if (fold) {
      fold.open = true;
      target.scrollIntoView();
    }
    if (target && target.matches("input, textarea, select")) target.focus();
  }
  window.addEventListener("hashchange", unfold);
  unfold();
})();
