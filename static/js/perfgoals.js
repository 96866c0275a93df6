/* The pages work without this file. It moves rows that the server has moved, writes the texts that
   a fix has changed, keeps what was unfolded, and opens what a link points into. */
"use strict";

document.documentElement.classList.add("has-script");

(() => {
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

  // An answer to a finding waits for the saves before it, so that it works on what was typed; what
  // is not sent yet is sent first. Their answers draw the findings anew: its form is found again by
  // its id, if it is still there.
  let underWay = 0;
  const waiting = new Set();
  const ready = new Set();
  document.addEventListener("htmx:beforeSend", () => { underWay += 1; });
  document.addEventListener("htmx:afterRequest", () => {
    underWay = Math.max(0, underWay - 1);
    if (!underWay) setTimeout(goOn, htmx.config.defaultSettleDelay + 10);
  });
  function goOn() {
    const ids = [...waiting];
    waiting.clear();
    for (const id of ids) {
      const form = document.getElementById(id);
      if (form) form.requestSubmit();
      else ready.delete(id);
    }
  }
  document.addEventListener("htmx:confirm", (event) => {
    const { id } = event.target;
    if (!event.target.closest("#findings, #deed, [data-waits]")) return;
    if (!underWay && !ready.has(id)) {
      ready.add(id);
      document.dispatchEvent(new Event("save-now")); // js/saving.js
    }
    if (!underWay) return ready.delete(id);
    event.preventDefault();
    waiting.add(id);
  });

  // What can be taken back is spoken of for a while; by keyboard it is reached on this page after that.
  const SPOKEN_OF = 20_000; // milliseconds
  function letPass() {
    const deed = document.getElementById("deed");
    if (!deed?.children.length || deed.dataset.passing) return;
    deed.dataset.passing = "yes";
    setTimeout(() => deed.classList.add("is-past"), SPOKEN_OF);
  }
  document.addEventListener("htmx:afterSettle", letPass);
  letPass();

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
