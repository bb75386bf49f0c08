/* What the pages gain when scripts run: drafts that survive, keyboard shortcuts, the attendance grid.
   Nothing here is needed to use a page, and no words stand here: they come from the templates. */
(() => {
  "use strict";
  const DAYS_KEPT = 7;
  const SAVE_AFTER_MS = 1500;
  const PREFIX = "draft:";
  const store = {
    get: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden */ } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* forbidden */ } },
  };

  /* Drafts. A form with data-draft="key" is kept until the server says that it is saved: a message with the
     extra tag "key" arrives as data-draft-done. Another user of this browser never sees it. */
  const owner = () => document.body.dataset.owner || "";
  const fields = (form) => [...form.elements].filter((field) => field.name && !field.disabled
    && !["hidden", "password", "file", "submit", "button"].includes(field.type) && !field.closest("[data-no-draft]"));
  const read = (form) => fields(form).map((field) =>
    [field.name, field.type === "checkbox" || field.type === "radio" ? `${field.value}=${field.checked}` : field.value]);
  const fill = (form, saved) => {
    const left = [...saved];
    for (const field of fields(form)) {
      const box = field.type === "checkbox" || field.type === "radio";
      const at = left.findIndex(([name, value]) => name === field.name && (!box || value.startsWith(`${field.value}=`)));
      if (at < 0) continue;
      const [, value] = left.splice(at, 1)[0];
      if (box) field.checked = value === `${field.value}=true`; else field.value = value;
    }
  };
  const purge = () => {
    const oldest = Date.now() - DAYS_KEPT * 86400000;
    for (const key of Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) {
      const draft = store.get(key);
      if (!draft || draft.at < oldest || (owner() && draft.owner && draft.owner !== owner())) store.drop(key);
    }
  };
  const announce = (form, key, original) => {
    const notice = document.getElementById("draft-restored").content.firstElementChild.cloneNode(true);
    notice.querySelector("[data-draft-discard]").addEventListener("click", () => {
      store.drop(key);
      fill(form, original);
      notice.remove();
      form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
    });
    form.prepend(notice);
  };
  const keepDraft = (form) => {
    const key = PREFIX + form.dataset.draft;
    const original = read(form);
    const draft = store.get(key);
    let timer = 0;
    const save = () => {
      clearTimeout(timer);
      timer = 0;
      store.set(key, { at: Date.now(), owner: owner(), fields: read(form) });
    };
    if (draft && draft.owner === owner() && JSON.stringify(draft.fields) !== JSON.stringify(original)) {
      fill(form, draft.fields);
      announce(form, key, original);
    }
    form.addEventListener("input", () => { timer ||= setTimeout(save, SAVE_AFTER_MS); });
    addEventListener("pagehide", () => { if (timer) save(); });
  };

  /* Shortcuts. data-shortcut="c" or "ctrl+k" focuses a field or clicks a button or link. Single letters can be
     switched off (WCAG 2.1.4) and never fire while someone types. */
  const lettersOn = () => store.get("shortcuts") !== false;
  const typing = (element) => element.matches?.("textarea, select, [contenteditable], input:not([type=checkbox]):not([type=radio])");
  const pressed = (event) => (event.ctrlKey || event.metaKey ? "ctrl+" : "") + event.key.toLowerCase();
  const onShortcut = (event) => {
    if (event.altKey || event.defaultPrevented) return;
    const name = pressed(event);
    if (!name.startsWith("ctrl+") && (!lettersOn() || typing(event.target))) return;
    const target = [...document.querySelectorAll("[data-shortcut]")]
      .find((element) => element.dataset.shortcut === name && element.checkVisibility?.() !== false);
    if (!target) return;
    event.preventDefault();
    if (target.matches("input, textarea, select")) target.focus(); else target.click();
  };

  /* Attendance grid: up and down change the person, a letter chooses and goes on to the next. */
  const rowsOf = (grid) => [...grid.querySelectorAll("[data-grid-row]")];
  const enter = (row) => row && (row.querySelector("input:checked") || row.querySelector("input")).focus();
  const onGridKey = (event) => {
    const row = event.target.closest?.("[data-grid-row]");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = rowsOf(row.closest("[data-grid]"));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const choice = lettersOn() && [...row.querySelectorAll("[data-key]")].find((input) => input.dataset.key === event.key.toLowerCase());
    if (!step && !choice) return;
    event.preventDefault();
    if (choice && !choice.checked) {
      choice.checked = true;
      choice.dispatchEvent(new Event("change", { bubbles: true }));
      choice.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const next = rows[rows.indexOf(row) + (step || 1)];
    if (next) enter(next); else if (choice) choice.focus();
  };

  const start = (root) => {
    for (const done of root.querySelectorAll("[data-draft-done]")) {
      for (const key of done.dataset.draftDone.split(" ")) store.drop(PREFIX + key);
    }
    for (const form of root.querySelectorAll("form[data-draft]")) keepDraft(form);
    for (const element of root.querySelectorAll("[data-shortcut]")) {
      element.setAttribute("aria-keyshortcuts", element.dataset.shortcut.replace("ctrl", "Control"));
    }
    root.querySelector("#form-errors")?.focus();
  };
  const switchLetters = (label) => {
    const box = label.querySelector("input");
    label.hidden = false;
    box.checked = lettersOn();
    box.addEventListener("change", () => store.set("shortcuts", box.checked));
  };

  purge();
  start(document);
  document.querySelectorAll("[data-shortcut-switch]").forEach(switchLetters);
  document.addEventListener("keydown", onGridKey);
  document.addEventListener("keydown", onShortcut);
  document.addEventListener("htmx:afterSwap", (event) => start(event.detail.elt));
})();
