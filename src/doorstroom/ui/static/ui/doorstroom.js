/* What the pages gain when scripts run: drafts that survive, keyboard shortcuts, the attendance grid.
   Nothing here is needed to use a page, and no words stand here: they come from the templates. */
(() => {
  "use strict";
  const DAYS_KEPT = 30;
  const SAVE_AFTER_MS = 1500;
  const PREFIX = "draft:";
  const store = {
    get: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden */ } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* forbidden */ } },
  };

  /* Drafts. A form with data-draft="key" is kept in this browser and, where the page says at which address, on the
     server, until it is saved: the server drops the draft of a form that was saved, and says so with a message whose
     extra tag is "key" (data-draft-done). Another user of this browser never sees it. */
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
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const server = {
    url: () => document.body.dataset.drafts,
    /* What is kept there; null for nothing, undefined when nobody could say. */
    get: async (key) => {
      if (!server.url()) return undefined;
      try {
        const answer = await fetch(`${server.url()}?key=${encodeURIComponent(key)}`, { redirect: "error" });
        return answer.status === 204 ? null : answer.ok ? await answer.json() : undefined;
      } catch { return undefined; }
    },
    set: async (key, kept) => {
      if (!server.url() || !token()) return null;
      const body = new URLSearchParams({ key, path: location.pathname, fields: JSON.stringify(kept) });
      try {
        const answer = await fetch(server.url(), { method: "POST", body, headers: { "X-CSRFToken": token() }, keepalive: true, redirect: "error" });
        return answer.ok;
      } catch { return false; }
    },
  };
  const forget = (key) => { store.drop(PREFIX + key); server.set(key, []); };
  const shown = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
  const announce = (form, key, original) => {
    const notice = shown("draft-restored");
    notice.querySelector("[data-draft-discard]").addEventListener("click", () => {
      forget(key);
      fill(form, original);
      notice.remove();
      form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
    });
    form.prepend(notice);
  };
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  /* What was typed here and did not reach the server wins; else what the server has; a draft that it had and no
     longer has was saved or thrown away elsewhere. */
  const lastTyped = async (key) => {
    const local = store.get(PREFIX + key);
    const own = local && local.owner === owner() ? local : null;
    if (own && !own.synced) return own.fields;
    const kept = await server.get(key);
    if (kept === null) store.drop(PREFIX + key);
    return kept ? kept.fields : kept === null ? null : own?.fields;
  };
  const keepDraft = async (form) => {
    const key = form.dataset.draft;
    const original = read(form);
    let timer = 0;
    const save = async () => {
      clearTimeout(timer);
      timer = 0;
      const draft = { at: Date.now(), owner: owner(), fields: read(form), synced: false };
      store.set(PREFIX + key, draft);
      if (!await server.set(key, draft.fields)) return;
      if (same(store.get(PREFIX + key)?.fields, draft.fields)) store.set(PREFIX + key, { ...draft, synced: true });
      if (!form.querySelector("[data-draft-kept]")) form.append(shown("draft-kept"));
    };
    form.addEventListener("input", () => { timer ||= setTimeout(save, SAVE_AFTER_MS); });
    form.addEventListener("submit", () => {
      if (timer) save();
      const name = Object.assign(document.createElement("input"), { type: "hidden", name: "draft_key", value: key });
      if (form.method === "post" && !form.elements.draft_key) form.append(name);
    });
    addEventListener("pagehide", () => { if (timer) save(); });
    const typed = await lastTyped(key);
    if (typed && same(read(form), original) && !same(typed, original)) {
      fill(form, typed);
      announce(form, key, original);
    }
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
      for (const key of done.dataset.draftDone.split(" ").filter(Boolean)) forget(key);
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
