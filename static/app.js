// Small comforts for every page. Each works on attributes in the HTML; nothing here is needed to use a page.
//   data-copy="text"     a button that copies (hidden until this script runs)
//   data-once="Saving…"  a submit button that works once and says so
//   data-guard           a form that asks before its changes are lost
//   data-focus           takes the focus when the page opens: the error summary
//   data-zone            a choice of time zones that begins with the browser's
//   data-dialog="id"     opens that <dialog>; data-close closes it
"use strict";
(() => {
  const ready = (root) => {
    for (const b of root.querySelectorAll("[data-copy]")) b.hidden = !navigator.clipboard;
    root.querySelector("[data-focus]")?.focus();
    const zones = root.querySelector("select[data-zone]"), zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zones && !root.querySelector("[data-focus]") && [...zones.options].some((o) => o.value === zone)) zones.value = zone;
  };

  const copy = async (button) => {
    const label = button.querySelector("span") || button;
    const before = label.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      label.textContent = "Copied";
    } catch {
      label.textContent = "Please copy by hand";
    }
    setTimeout(() => { label.textContent = before; }, 2000);
  };

  const openDialog = (id) => {
    const dialog = document.getElementById(id);
    if (!dialog?.showModal) return false;
    if (!dialog.open) dialog.showModal();
    return true;
  };

  document.addEventListener("click", (e) => {
    const at = (selector) => e.target.closest(selector);
    const plain = !e.ctrlKey && !e.metaKey && !e.shiftKey && e.button === 0;
    if (at("[data-copy]")) copy(at("[data-copy]"));
    if (at("[data-dialog]") && plain && openDialog(at("[data-dialog]").dataset.dialog)) e.preventDefault();
    if (at("[aria-disabled=true]")) e.preventDefault();
    const sheet = at("[data-close]")?.closest("dialog:modal");
    if (sheet && !sheet.dataset.sheet) { e.preventDefault(); sheet.close(); }
    if (e.target.matches("dialog:modal:not([data-sheet])")) e.target.close();
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(e.target) || at("a, button, [data-dialog]")) menu.open = false;
    }
  });

  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  const dirty = new Set(document.querySelectorAll('[data-guard="unsaved"], [data-guard]:has(.error-summary)')); // came back with changes
  const touched = (e) => { const f = e.target.form; if (f?.hasAttribute("data-guard")) dirty.add(f); };
  document.addEventListener("input", touched);
  document.addEventListener("change", touched);
  addEventListener("beforeunload", (e) => {
    for (const form of dirty) if (form.isConnected) e.preventDefault();
  });

  // On the bubbling way up, so that whoever cancels the submit has done so.
  addEventListener("submit", (e) => {
    if (e.defaultPrevented && !e.target.matches("[hx-post]")) return;
    dirty.delete(e.target);
    if (e.target.dataset.sent) { e.preventDefault(); return; }
    const button = e.submitter?.closest("[data-once]");
    if (!button) return;
    e.target.dataset.sent = "yes";
    button.dataset.label = button.textContent;
    button.textContent = button.dataset.once;
    button.setAttribute("aria-busy", "true");
  });
  // A page that comes back from the browser's memory can be sent again.
  const again = () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      const button = form.querySelector("[data-label]");
      if (!button) continue;
      button.textContent = button.dataset.label;
      button.removeAttribute("aria-busy");
    }
  };
  addEventListener("pageshow", (e) => { if (e.persisted) again(); });
  document.addEventListener("htmx:afterRequest", again);
  document.addEventListener("htmx:load", (e) => ready(e.detail.elt));
  ready(document);
})();
