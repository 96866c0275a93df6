/* A row that is added has its fields at once: what is typed while the server makes it goes into them,
   and from there into the row. Focus never comes back from where one has gone meanwhile. */
"use strict";

(() => {
  const RETRY_AFTER = 5_000; // milliseconds
  const TEXTS = "textarea, input:not([type=hidden])";

  const draftIn = (rows) => rows?.querySelector(":scope > .new-row");
  const textsIn = (block) => [...block.querySelectorAll(TEXTS)];
  const isBlank = (block) => !textsIn(block).some((field) => field.value.trim());
  const rowsOf = (form) => document.querySelector(form.getAttribute("hx-target"));

  function drafted(form) {
    const draft = document.getElementById(form.dataset.adds).content.firstElementChild.cloneNode(true);
    for (const field of textsIn(draft)) {
      const label = field.closest("div").querySelector("label");
      field.setAttribute("aria-label", label.textContent);
      field.removeAttribute("aria-describedby");
      label.removeAttribute("for");
      field.removeAttribute("id");
    }
    rowsOf(form).append(draft);
    return draft;
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-adds]") || !event.defaultPrevented || form.dataset.again) return;
    const draft = draftIn(rowsOf(form)) ?? drafted(form);
    textsIn(draft)[0].focus();
  });

  /** Puts what was typed into the row that has come, and the caret where it was. */
  function carry(draft, block) {
    const held = draft.contains(document.activeElement) ? document.activeElement : null;
    const own = (field) => block.querySelector(`[name=${field.name}]`);
    for (const field of textsIn(draft)) {
      if (!field.value) continue;
      own(field).value = field.value;
      own(field).dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (held) {
      own(held).focus();
      own(held).setSelectionRange(held.selectionStart, held.selectionEnd);
    }
    draft.remove();
  }

  // A word that is being composed is not torn apart: the row waits for its end.
  let composed = null;
  document.addEventListener("compositionstart", (event) => { composed = event.target.closest(".new-row"); });
  document.addEventListener("compositionend", () => { composed = null; });

  document.addEventListener("htmx:load", (event) => {
    const block = event.detail.elt;
    if (!block.matches?.(".row-block, .item-form")) return;
    const draft = draftIn(block.parentElement);
    if (draft && isBlank(block)) {
      draft.dataset.come = "";
      if (composed !== draft) return carry(draft, block);
      draft.addEventListener("compositionend", () => setTimeout(carry, 0, draft, block), { once: true });
    } else if (!document.activeElement?.matches(TEXTS)) textsIn(block)[0].focus();
  });

  // Where no row came, what was typed stays and is tried again; nothing typed leaves nothing behind.
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt;
    if (!form.matches("[data-adds]")) return;
    setTimeout(() => {
      const draft = draftIn(rowsOf(form));
      if (!draft || "come" in draft.dataset) return;
      if (isBlank(draft)) {
        draft.remove();
        return form.querySelector("button").focus();
      }
      const { status } = event.detail.xhr;
      if (status >= 400 && status < 500) return;
      form.dataset.again = "yes";
      form.requestSubmit();
      delete form.dataset.again;
    }, RETRY_AFTER);
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...document.querySelectorAll(".new-row")].some((draft) => !isBlank(draft))) event.preventDefault();
  });
})();
