/* The rows of the indicators: what is offered while a name is typed, and dragging a row. */
"use strict";

(() => {
  const WAIT = 300; // milliseconds after the last key
  let timer = 0;
  let asking = null;

  // -- What is offered below the name of a row
  const nameOf = (target) => target.closest?.("[data-offers] [name=name]");
  const placeOf = (field) => field.closest(".row-name").querySelector(".offers");

  function close(place) {
    asking?.abort();
    clearTimeout(timer);
    place.hidden = true;
  }
  async function ask(field) {
    asking?.abort();
    asking = new AbortController();
    const place = placeOf(field);
    const url = `${field.form.dataset.offers}?q=${encodeURIComponent(field.value)}`;
    try {
      const answer = await fetch(url, { signal: asking.signal, redirect: "error" });
      if (!answer.ok) return;
      const offered = await answer.text();
      if (document.activeElement !== field) return; // Who has gone on is not called back.
      place.innerHTML = offered;
      const choices = place.querySelectorAll(".suggestion");
      for (const one of choices) one.tabIndex = -1; // Tab goes on to the value; the arrows go here.
      place.hidden = !choices.length;
    } catch {
      place.hidden = true; // Offers are a comfort: nothing is said of a line that is down.
    }
  }
  function askSoon(field) {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT, field);
  }
  document.addEventListener("input", (event) => {
    const field = nameOf(event.target);
    if (field && event.isTrusted) askSoon(field);
  });
  document.addEventListener("focusin", (event) => {
    const field = nameOf(event.target);
    if (field && !field.value.trim()) askSoon(field);
  });
  document.addEventListener("focusout", (event) => {
    const cell = event.target.closest?.(".row-name");
    if (cell && !cell.contains(event.relatedTarget)) close(cell.querySelector(".offers"));
  });
  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest?.(".row-name");
    if (!cell) return;
    const place = cell.querySelector(".offers");
    const choices = place.hidden ? [] : [...place.querySelectorAll(".suggestion")];
    const at = choices.indexOf(event.target);
    const field = cell.querySelector("[name=name]");
    if (event.key === "Tab") {
      if (at >= 0) field.focus();
      close(place);
      return;
    }
    if (event.key === "Escape" && !place.hidden) {
      close(place);
      field.focus();
    } else if (event.key === "ArrowDown" && place.hidden && event.altKey) ask(field);
    else if (event.key === "ArrowDown" && choices[at + 1]) choices[at + 1].focus();
    else if (event.key === "ArrowUp" && at >= 0) (choices[at - 1] ?? field).focus();
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const choice = event.target.closest(".offers .suggestion");
    if (!choice) return;
    const form = choice.closest("form");
    const value = form.querySelector("[name=value]");
    const texts = [[form.querySelector("[name=name]"), choice.dataset.name]];
    if (!value.value.trim()) texts.push([value, choice.dataset.value]);
    for (const [field, text] of texts) {
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    close(choice.closest(".offers"));
    value.focus();
  });

  // -- Dragging a row by its handle among the rows of its node; the buttons do the same.
  let dragged = null;
  const rowsOf = (row) => [...row.parentElement.children].filter((one) => one.matches(".row-block"));
  function clear() {
    for (const one of document.querySelectorAll(".drop-before, .drop-after")) {
      one.classList.remove("drop-before", "drop-after");
    }
  }
  const over = (event) => {
    const row = event.target.closest?.(".row-block");
    return row && dragged && row !== dragged && row.parentElement === dragged.parentElement ? row : null;
  };
  document.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-handle]");
    if (handle) handle.closest(".row-block").draggable = true;
  });
  document.addEventListener("dragstart", (event) => {
    if (!event.target.matches?.(".row-block")) return;
    dragged = event.target;
    dragged.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  });
  document.addEventListener("dragover", (event) => {
    const row = over(event);
    if (!row) return;
    event.preventDefault();
    clear();
    const rows = rowsOf(row);
    row.classList.add(rows.indexOf(row) < rows.indexOf(dragged) ? "drop-before" : "drop-after");
  });
  document.addEventListener("drop", (event) => {
    const row = over(event);
    if (!row) return;
    event.preventDefault();
    const rows = rowsOf(row);
    const form = dragged.querySelector(".row-form");
    const steps = rows.indexOf(row) - rows.indexOf(dragged);
    htmx.ajax("POST", form.action, {
      source: form, target: form.querySelector(".save-state"), swap: "innerHTML", values: { do: "move", steps },
    });
  });
  document.addEventListener("dragend", () => {
    if (dragged) dragged.draggable = false;
    dragged?.classList.remove("is-dragged");
    dragged = null;
    clear();
  });
})();
