/* The pages work without this file. It tells when something was not saved, moves rows that the
   server has moved, writes the texts that a fix has changed, and opens what a link points into. */
"use strict";

document.documentElement.classList.add("has-script");

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

  const GONE = "没有保存：这一条已经在别的窗口删除。请先把刚填的内容复制下来，再刷新页面。";

  function signedOut(answer) {
    const url = answer.responseURL;
    return url && new URL(url).pathname.startsWith("/accounts/login/");
  }
  document.addEventListener("htmx:sendError", () => say(UNSAVED));
  document.addEventListener("htmx:responseError", (event) => {
    say(event.detail.xhr.status === 404 ? GONE : REFUSED);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!signedOut(event.detail.xhr)) return;
    event.detail.shouldSwap = false;
    say(SIGNED_OUT);
  });

  // Leaving with an unsaved change asks first. Each form counts its own changes: what was typed
  // after a save was sent is not saved by it.
  const SAVES = "[data-saves]";
  const REFUSALS = `${SAVES} [data-error], ${SAVES} .refused`;
  const changes = new Map();
  const sent = new Map();
  const failed = new Set();
  let leavingBy = null;
  const isThere = (form) => form.isConnected && form !== leavingBy;

  document.addEventListener("input", (event) => {
    const form = event.target.closest(SAVES);
    if (form) changes.set(form, (changes.get(form) ?? 0) + 1);
  });
  document.addEventListener("htmx:beforeSend", (event) => {
    const form = event.detail.elt.closest(SAVES);
    if (form) sent.set(form, changes.get(form));
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest(SAVES);
    if (!event.detail.successful || signedOut(event.detail.xhr)) {
      failed.add(form ?? event.detail.elt);
      return;
    }
    failed.delete(form ?? event.detail.elt);
    if (![...failed].some(isThere)) say("");
    if (form && changes.get(form) === sent.get(form)) changes.delete(form);
  });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) leavingBy = event.target;
  });
  window.addEventListener("beforeunload", (event) => {
    const refused = [...document.querySelectorAll(REFUSALS)].map((one) => one.closest(SAVES));
    if ([...changes.keys(), ...refused].some(isThere)) event.preventDefault();
    leavingBy = null;
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

  // A fix has changed these fields; all else on the page stays as it was typed.
  document.addEventListener("texts-changed", (event) => {
    for (const [id, text] of Object.entries(event.detail)) {
      for (const field of [document.getElementById(id), document.getElementById(`${id}-shown`)]) {
        if (field && "value" in field) field.value = text;
      }
    }
  });

  // An answer to a finding waits for the saves before it, so that it works on what was typed.
  // Their answers draw the findings anew: its form is found again by its id, if it is still there.
  let underWay = 0;
  const waiting = new Set();
  document.addEventListener("htmx:beforeSend", () => { underWay += 1; });
  document.addEventListener("htmx:afterRequest", () => {
    underWay = Math.max(0, underWay - 1);
    if (!underWay) setTimeout(goOn, htmx.config.defaultSettleDelay + 10);
  });
  function goOn() {
    const ids = [...waiting];
    waiting.clear();
    ids.forEach((id) => document.getElementById(id)?.requestSubmit());
  }
  document.addEventListener("htmx:confirm", (event) => {
    if (!underWay || !event.target.closest("#findings, #deed, [data-waits]")) return;
    event.preventDefault();
    waiting.add(event.target.id);
  });

  // What was unfolded and how far one had scrolled stays so when a part of the page is replaced.
  const SIDES = ".paper-side, .step-side";
  let unfolded = new Set();
  let scrolled = 0;
  document.addEventListener("htmx:beforeSwap", () => {
    unfolded = new Set([...document.querySelectorAll("details[id][open]")].map((fold) => fold.id));
    scrolled = document.querySelector(SIDES)?.scrollTop ?? 0;
  });
  document.addEventListener("htmx:afterSettle", () => {
    for (const id of unfolded) {
      const fold = document.getElementById(id);
      if (fold) fold.open = true;
    }
    const side = document.querySelector(SIDES);
    if (side) side.scrollTop = scrolled;
    unfolded = new Set();
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
