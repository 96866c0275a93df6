/* The findings on a narrow screen: a sheet at the bottom that opens and closes. */
"use strict";

(() => {
  const root = document.documentElement;
  const toggle = document.querySelector(".sheet-toggle"); // not on a form that is sent

  function open(yes) {
    root.classList.toggle("sheet-open", yes);
    toggle.setAttribute("aria-expanded", String(yes));
  }
  const side = () => document.getElementById("side");
  toggle?.addEventListener("click", (event) => {
    event.preventDefault();
    open(!root.classList.contains("sheet-open"));
    if (root.classList.contains("sheet-open")) side().focus();
  });
  toggle?.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    toggle.click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !root.classList.contains("sheet-open")) return;
    open(false);
    toggle.focus();
  });
  // Who jumps to a cell wants to see it.
  document.addEventListener("click", (event) => {
    if (toggle && event.target.closest("#side .seen a")) open(false);
  });

  // The side column has no scrollbar of its own: a long one stays with its end above the bar.
  const GAP = 16; // pixels
  function placeSide() {
    const column = document.querySelector(".step-side");
    if (!column) return;
    const bar = document.getElementById("save-bar")?.offsetHeight ?? 0;
    const top = Math.min(GAP, window.innerHeight - bar - column.offsetHeight);
    root.style.setProperty("--side-top", `${top}px`);
  }
  for (const name of ["resize", "htmx:afterSettle", "toggle"]) window.addEventListener(name, placeSide, true);
  placeSide();

  // What could not be read comes first.
  document.querySelector(".error-summary")?.focus();
})();
