// Staff pages: keys, rows, bulk selection, and errors of htmx shown on top.
//   data-key="n"       that key presses or focuses the element; "g w" is g, then w; data-also="j" is a second key for it
//   data-row           a row of a list: j and k go to its first link, x ticks its box, [ and ] press data-move
//   data-bulk          a bar that shows how many of its form's [name] boxes are ticked (data-count, [data-bulk-count])
//   data-dialog-page   a link whose page has one form: that is shown in a dialog instead, and the focus returns to the link
//   data-select-all    the box that ticks all boxes of its table
// Single keys are off while typing, and altogether unless <body data-shortcuts>.
"use strict";
(() => {
  const say = (text) => { document.getElementById("alert").textContent = text; };
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");

  // Keys
  let first = "", firstAt = 0;
  const typing = (t) => t.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog:modal");
  const press = (key) => {
    const el = document.querySelector(`[data-key="${CSS.escape(key)}"], [data-also="${CSS.escape(key)}"]`);
    if (!el) return false;
    if (el.matches("input")) { el.focus(); el.select(); } else el.click();
    return true;
  };

  const rows = () => [...document.querySelectorAll("[data-row]")].filter((r) => r.offsetParent !== null);
  const row = () => document.activeElement?.closest("[data-row]");
  const step = (by) => {
    const all = rows(), now = all.indexOf(row());
    const next = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : now + by];
    next?.querySelector("a[href]")?.focus();
    next?.scrollIntoView({ block: "nearest", behavior: reduced.matches ? "auto" : "smooth" });
    return Boolean(next);
  };

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    x: () => row()?.querySelector("input[type=checkbox]")?.click() ?? Boolean(row()),
    "[": () => row()?.querySelector("[data-move=up]")?.click() ?? Boolean(row()),
    "]": () => row()?.querySelector("[data-move=down]")?.click() ?? Boolean(row()),
    "?": () => { document.getElementById("shortcuts")?.showModal(); return true; },
  };

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    if (e.key === "Escape") {
      const sheet = document.querySelector("dialog[data-sheet][open]");
      if (sheet && !document.querySelector("dialog:modal:not([data-sheet])")) location.assign(sheet.dataset.sheet);
      return;
    }
    if (!document.body.hasAttribute("data-shortcuts") || typing(e.target)) return;
    const two = first && Date.now() - firstAt < 1500 ? `${first} ${e.key}` : "";
    first = "";
    if (two && press(two)) { e.preventDefault(); return; }
    if (e.key === "g") { first = "g"; firstAt = Date.now(); return; }
    if (keys[e.key]?.() || press(e.key)) e.preventDefault();
  });

  // Selection
  const count = () => {
    for (const bar of document.querySelectorAll("[data-bulk]")) {
      const boxes = [...document.querySelectorAll(`[data-row] input[type=checkbox][form="${bar.id}"], #${bar.id} [data-row] input[type=checkbox]`)];
      const ticked = boxes.filter((b) => b.checked).length;
      bar.dataset.count = ticked;
      for (const n of bar.querySelectorAll("[data-bulk-count]")) n.textContent = ticked;
      const all = document.querySelector("[data-select-all]");
      if (all) { all.checked = ticked > 0 && ticked === boxes.length; all.indeterminate = ticked > 0 && ticked < boxes.length; }
    }
  };
  document.addEventListener("change", (e) => {
    if (e.target.matches("[data-select-all]")) {
      for (const b of e.target.closest("table").querySelectorAll("[data-row] input[type=checkbox]")) b.checked = e.target.checked;
    }
    count();
  });

  // What is said goes away by itself; it stays while it has the focus or the pointer.
  const fade = () => {
    for (const f of document.querySelectorAll("[data-flash]:not([data-timed])")) {
      f.dataset.timed = "yes";
      const leave = () => { if (f.matches(":hover, :focus-within")) setTimeout(leave, 2000); else f.remove(); };
      setTimeout(leave, 10000);
    }
  };

  document.addEventListener("htmx:responseError", (e) => {
    const status = e.detail.xhr.status;
    if (status === 409) say("Somebody changed this in the meantime, so nothing was saved. Here is how it is now.");
    else if (status === 403) say("Your role does not allow this. Nothing was saved.");
    else if (status === 429) say("That was too often. Please wait a little and try again.");
    else say("That did not work and nothing was saved. Please reload the page and try again.");
    if (status === 409) document.dispatchEvent(new Event("anteroom:refresh"));
  });
  document.addEventListener("htmx:sendError", () => say("The server cannot be reached. Nothing was saved."));
  document.addEventListener("htmx:beforeRequest", () => say(""));
  document.addEventListener("anteroom:say", (e) => say(e.detail));
  document.addEventListener("anteroom:swapped", () => { count(); fade(); });
  document.addEventListener("htmx:load", () => { count(); fade(); });
  addEventListener("offline", () => say("You are offline. What you see may be old."));
  addEventListener("online", () => say(""));
  addEventListener("hashchange", () => document.querySelector("input:target")?.focus());
  count();
  fade();

  // The forms of a page in a dialog. Whatever does not work leads to the page itself; a form in it is sent as from there.
  const asDialog = (link, page) => {
    const title = page.querySelector("main h1"), cards = page.querySelectorAll("main .card");
    if (!title || ![...cards].some((c) => c.querySelector("form"))) return false;
    const dialog = document.createElement("dialog"), head = document.createElement("div"), body = document.createElement("div");
    const name = document.createElement("h2"), close = document.createElement("button");
    dialog.setAttribute("aria-labelledby", name.id = "page-dialog-title");
    name.textContent = title.textContent;
    close.className = "button button-small";
    close.textContent = "Close";
    close.type = "button";
    close.addEventListener("click", () => dialog.close());
    head.className = "dialog-head";
    head.append(name, close);
    body.className = "dialog-body stack";
    for (const card of cards) body.append(...card.children);
    for (const cancel of body.querySelectorAll(".form-actions a")) cancel.dataset.close = "";
    dialog.append(head, body);
    document.body.append(dialog);
    window.htmx?.process(dialog);
    dialog.addEventListener("close", () => {
      dialog.remove();
      const now = link.isConnected ? link : document.querySelector(`a[href="${CSS.escape(link.getAttribute("href"))}"]`);
      (now?.closest("details.menu")?.querySelector("summary") ?? now)?.focus();
    });
    dialog.showModal();
    (body.querySelector("input:not([type=hidden]), select, textarea") ?? close).focus();
    return true;
  };
  document.addEventListener("click", async (e) => {
    const link = e.target.closest("a[data-dialog-page]");
    if (!link || e.defaultPrevented || e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0 || !window.HTMLDialogElement) return;
    e.preventDefault();
    try {
      const answer = await fetch(link.href, { redirect: "error" });
      if (answer.ok && asDialog(link, new DOMParser().parseFromString(await answer.text(), "text/html"))) return;
    } catch { /* the page itself says what is wrong */ }
    location.assign(link.href);
  });

  // A sheet that came with the page becomes a real dialog: focus inside, the page behind it quiet.
  for (const sheet of document.querySelectorAll("dialog[data-sheet][open]")) {
    sheet.close();
    sheet.showModal();
    sheet.addEventListener("cancel", (e) => { e.preventDefault(); location.assign(sheet.dataset.sheet); });
  }
})();
