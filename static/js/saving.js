/* Whether all that was typed is on the server: the forms save themselves, the bar at the bottom says
   how it stands, and what is not saved yet is kept in this browser until it is. */
"use strict";

(() => {
  const SAVES = "[data-saves]";
  const RETRY_AFTER = 5_000; // milliseconds
  const KEPT_FOR = 30 * 24 * 3600 * 1000;

  const UNSAVED = "没有保存：连不上服务器。您填写的内容在这台电脑上留着，连上后自动保存。";
  const REFUSED = "没有保存：服务器没有接受。请刷新页面看看这张表现在的状态；您填的内容在这台电脑上留着。";
  const NOT_UNDONE = "没有撤销：这张表现在不能修改，多半已经送审。表上的内容没有变动，请刷新页面看它现在的状态。";
  const GONE = "没有保存：这一条已经在别的窗口删除。请先把刚填的内容复制下来，再刷新页面。";
  const SIGNED_OUT = "没有保存：登录已经过期，您填写的内容在这台电脑上留着。";
  const SIGN_IN = "在新窗口登录，登录后自动保存";

  const trouble = document.getElementById("trouble");
  const bar = document.getElementById("save-bar");

  function say(text, link) {
    trouble.textContent = text;
    if (link) trouble.append(" ", Object.assign(document.createElement("a"), { href: link, target: "_blank", textContent: SIGN_IN }));
    trouble.hidden = !text;
  }

  // -- What was typed and is not saved. Each form counts its own changes: what was typed after a
  // save was sent is not saved by it.
  const changes = new Map();
  const sent = new Map();
  const failed = new Set();
  let leavingBy = null;
  let underWay = 0;
  const fieldsOf = (form) => [...form.querySelectorAll("input, textarea, select")];
  const goesAlong = (form) => form === leavingBy || fieldsOf(form).some((field) => field.form === leavingBy);
  const isThere = (form) => form.isConnected && !(leavingBy && goesAlong(form));
  const refusals = () => [...document.querySelectorAll(`${SAVES} [data-error], ${SAVES} .refused`)];
  const unsaved = () => new Set([...changes.keys(), ...refusals().map((one) => one.closest(SAVES))].filter(isThere));
  const isAdding = () => document.querySelector(".new-row") !== null; // js/adding.js
  const savesItself = (form) => form.matches("[hx-post][hx-trigger]");

  function showState() {
    setTimeout(goIfSaved);
    const open = unsaved();
    for (const form of document.querySelectorAll(SAVES)) form.toggleAttribute("data-unsaved", open.has(form));
    if (!bar) return;
    const state = failed.size ? "failed" : refusals().length ? "refused" : underWay || isAdding() ? "saving" : open.size ? "typing" : "saved";
    bar.dataset.state = state;
    const say = {
      failed: `✕ 没有保存 ${open.size} 处，正在重试…`,
      refused: "✕ 有填写的内容没有保存，请看红字",
      saving: "正在保存…",
      typing: "正在输入…",
      saved: "",
    }[state];
    const note = document.getElementById("unsaved-note");
    if (note.textContent !== say) note.textContent = say;
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest(SAVES);
    if (!form) return;
    changes.set(form, (changes.get(form) ?? 0) + 1);
    keep(event.target);
    showState();
  });

  // Leaving a field saves what typing has saved already: not twice.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    const cause = event.detail.requestConfig.triggeringEvent?.type;
    if (form.matches(SAVES) && ["input", "change"].includes(cause) && !changes.has(form)) {
      event.preventDefault();
    }
  });
  const isSave = (event) => event.detail.requestConfig.verb === "post";
  document.addEventListener("htmx:beforeSend", (event) => {
    if (!isSave(event)) return;
    underWay += 1;
    const form = event.detail.elt.closest(SAVES);
    if (form) sent.set(form, { count: changes.get(form), texts: textsOf(form) });
    showState();
  });

  // Whoever signs in again in another window has a new token; this page is still good with it.
  function token() {
    return document.cookie.split("; ").find((one) => one.startsWith("csrftoken="))?.slice(10);
  }
  document.addEventListener("htmx:configRequest", (event) => {
    const now = token();
    if (now && event.detail.verb === "post") event.detail.parameters.csrfmiddlewaretoken = now;
  });
  document.addEventListener("submit", (event) => {
    const field = event.target.querySelector("[name=csrfmiddlewaretoken]");
    const now = token();
    if (field && now) field.value = now;
  }, true);

  function signedOut(answer) {
    const url = answer.responseURL;
    return url && new URL(url).pathname.startsWith("/accounts/login/");
  }
  document.addEventListener("htmx:sendError", () => say(UNSAVED));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.elt.closest("#deed")) say(event.detail.xhr.status >= 500 ? UNSAVED : NOT_UNDONE);
    else say(event.detail.xhr.status === 404 ? GONE : event.detail.xhr.status >= 500 ? UNSAVED : REFUSED);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!signedOut(event.detail.xhr)) return;
    event.detail.shouldSwap = false;
    say(SIGNED_OUT, `/accounts/login/?next=${encodeURIComponent(location.pathname)}`);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!isSave(event)) return;
    underWay = Math.max(0, underWay - 1);
    const form = event.detail.elt.closest(SAVES);
    if (!event.detail.successful || signedOut(event.detail.xhr)) {
      failed.add(form ?? event.detail.elt);
      if (event.detail.xhr.status !== 404) setTimeout(retry, RETRY_AFTER);
      return showState();
    }
    failed.delete(form ?? event.detail.elt);
    for (const one of failed) if (!isThere(one)) failed.delete(one);
    if (!failed.size) say("");
    const settled = form && sent.get(form);
    if (settled) {
      if (changes.get(form) === settled.count) changes.delete(form);
      forgetSaved(form, settled.texts);
    }
    showState();
  });
  document.addEventListener("htmx:afterSettle", showState);

  function saveAll() {
    for (const form of unsaved()) {
      if (savesItself(form)) form.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  function retry() {
    if (failed.size && !underWay) saveAll();
  }
  document.addEventListener("save-now", saveAll); // js/perfgoals.js
  window.addEventListener("focus", retry);
  window.addEventListener("online", retry);
  document.addEventListener("keydown", (event) => {
    if (!bar || event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    saveAll();
  });

  // -- Who goes on a moment after he typed waits for the saves, and is not asked whether to leave.
  // Where something cannot be saved he is.
  const PATIENCE = 8_000; // milliseconds
  let goOn = null;
  let going = false;

  // What is in a form that was sent went along with it: a save of it would come too late. Where the
  // page is still there after a while, it was not sent after all.
  const sentOff = new Set();
  function sendOff(form) {
    sentOff.add(form);
    setTimeout(() => sentOff.delete(form), PATIENCE);
  }
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (sentOff.has(event.detail.elt.closest("form"))) event.preventDefault();
  });

  const isOpen = () => underWay > 0 || isAdding() || unsaved().size > 0;
  const canBeSaved = () => !failed.size && !refusals().length && [...unsaved()].every(savesItself);
  function afterSaves(act) {
    goOn = act;
    saveAll();
    setTimeout(() => goOn === act && goNow(), PATIENCE);
  }
  function goNow() {
    const act = goOn;
    goOn = null;
    going = true;
    act();
    going = false;
  }
  function goIfSaved() {
    if (!goOn) return;
    if (!isOpen() || !canBeSaved()) goNow();
    else if (!underWay && !isAdding()) saveAll(); // What was typed while the others were saved.
  }
  const isElsewhere = (link) => link.origin !== location.origin || link.pathname !== location.pathname || !link.hash;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || link.target || !isElsewhere(link)) return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!isOpen() || !canBeSaved()) return;
    event.preventDefault();
    afterSaves(() => { location.href = link.href; });
  });
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    leavingBy = event.target;
    if (going || !isOpen() || !canBeSaved()) return sendOff(event.target);
    event.preventDefault(); // Of two clicks one is sent.
    const { target, submitter } = event;
    leavingBy = null;
    // An answer may have drawn the button anew; or it refuses a reason, and he stays with it.
    const button = () => (submitter?.isConnected ? submitter : document.getElementById(submitter?.id));
    afterSaves(() => {
      const inner = refusals().map((one) => one.closest(SAVES)).find((part) => part !== target && target.contains(part));
      if (inner) inner.querySelector("textarea").focus();
      else target.requestSubmit(button());
    });
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved().size) event.preventDefault();
    leavingBy = null;
  });

  // -- What this browser keeps: for each field what was typed, what it showed before that, and
  // where it is. A text is dropped as soon as the server has it.
  const place = bar && `perfgoals.unsaved.${bar.dataset.user}.${bar.dataset.declaration}`;

  function kept() {
    try {
      const all = Object.entries(JSON.parse(localStorage.getItem(place)) ?? {});
      return new Map(all.filter(([, one]) => Date.now() - one.at < KEPT_FOR));
    } catch {
      return new Map();
    }
  }
  function store(all) {
    try {
      if (all.size) localStorage.setItem(place, JSON.stringify(Object.fromEntries(all)));
      else localStorage.removeItem(place);
    } catch {
      // A browser that keeps nothing saves as well.
    }
  }
  const shownOf = (field) => document.getElementById(`${field.id}-shown`);
  const plain = (text) => text.replace(/\r\n?/g, "\n");

  function keep(field) {
    if (!place || !field.id || !shownOf(field)) return;
    const all = kept();
    const before = all.get(field.id);
    all.set(field.id, {
      text: field.value,
      shown: before?.shown ?? shownOf(field).value,
      label: labelOf(field),
      step: bar.dataset.step,
      url: location.pathname,
      at: Date.now(),
    });
    store(all);
  }
  function labelOf(field) {
    const label = field.labels?.[0]?.textContent.trim() ?? field.name;
    const name = field.closest(".row-form, .item-form")?.querySelector("[name=name], [name=label]")?.value.trim();
    return name ? `${label}（${name}）` : label;
  }
  function textsOf(form) {
    const fields = fieldsOf(form).filter((field) => field.id && shownOf(field));
    return fields.map((field) => ({ id: field.id, name: field.name, text: field.value }));
  }
  function forgetSaved(form, texts) {
    if (!place) return;
    const refused = new Set([...form.querySelectorAll("[data-error]")].map((one) => one.dataset.error));
    const all = kept();
    for (const { id, name, text } of texts) {
      if (!refused.has(name) && all.get(id)?.text === text) all.delete(id);
    }
    store(all);
  }

  // -- Offer back what an earlier page could not save.
  const banner = document.getElementById("recovery");

  function offer() {
    const all = kept();
    for (const [id, one] of all) {
      const field = document.getElementById(id);
      if (field && plain(field.defaultValue) === plain(one.text)) all.delete(id);
    }
    store(all);
    const list = banner.querySelector("ul");
    list.replaceChildren(...[...all].map(([id, one]) => offered(id, one)));
    banner.hidden = !all.size;
    banner.querySelector("[data-restore]").hidden = ![...all.keys()].some((id) => document.getElementById(id));
  }
  function offered(id, one) {
    const line = document.createElement("li");
    const text = document.createElement("q");
    text.textContent = one.text || "（清空）";
    const time = new Date(one.at).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
    line.append(`${one.label}，${time} 填：`, text);
    if (document.getElementById(id)) return line;
    if (one.url === location.pathname) line.append(" 这一条已不在表上，需要的话请先复制。");
    else line.append(" ", Object.assign(document.createElement("a"), { href: `${one.url}#${id}`, textContent: `到“${one.step}”恢复` }));
    return line;
  }
  function restore() {
    for (const [id, one] of kept()) {
      const field = document.getElementById(id);
      if (!field) continue;
      shownOf(field).value = one.shown;
      field.value = one.text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    banner.hidden = true;
  }
  if (banner) {
    banner.querySelector("[data-restore]").addEventListener("click", restore);
    banner.querySelector("[data-discard]").addEventListener("click", () => {
      store(new Map());
      banner.hidden = true;
    });
    offer();
    window.addEventListener("pageshow", (event) => event.persisted && offer());
  }
})();
