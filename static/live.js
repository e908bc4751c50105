// Lists that stay fresh and can be reordered by hand.
//   <section id="list" data-live="/admin/stream?watch=waitlist:2@31">  fetches its own page (or data-page) again when that subject changes;
//     31 is the version that the page shows: what changed before the stream was open is told at once
//   <tbody data-sortable data-version="31"> with rows <tr data-href="…/entries/7/position" data-id="7"> and a .handle
//     posts after (the id of the row above, empty on top) and version
// A message on the stream is the name of what changed ("waitlist:2"), nothing more. A browser keeps one stream: the page
// that holds the lock asks the others what they watch. Hidden pages watch nothing and look again when they are shown.
"use strict";
(() => {
  const everySeconds = 15;
  const live = () => [...document.querySelectorAll("[data-live]")];
  const watches = (el) => new URL(el.dataset.live, location.href).searchParams.getAll("watch").map((w) => w.split("@"));
  let dragging = false, late = 0;

  // Fetch and swap
  let held = false; // pressed, and the click is still to come: what is pressed must stay where it is
  addEventListener("pointerdown", () => { held = true; }, true);
  const letGo = () => setTimeout(() => { held = false; });
  addEventListener("pointerup", letGo, true);
  addEventListener("pointercancel", letGo, true);
  addEventListener("blur", letGo); // of the window: what only loses the focus does not bubble
  const busy = (el) => held || dragging || document.querySelector("dialog:modal, .dragged") ||
    el.querySelector("details.menu[open]") || el.contains(document.activeElement?.closest("input, textarea, select")) && document.activeElement.type !== "checkbox";

  const swap = (el, html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const fresh = page.getElementById(el.id);
    if (!fresh) return;
    const said = page.querySelector("#flashes:has(*)");
    if (said) document.getElementById("flashes")?.replaceChildren(...said.children);
    const focus = document.activeElement?.id;
    const ticked = [...el.querySelectorAll("input[type=checkbox]:checked")].map((b) => b.value);
    for (const b of fresh.querySelectorAll("input[type=checkbox]")) if (ticked.includes(b.value)) b.checked = true;
    el.replaceWith(fresh);
    window.htmx?.process(fresh);
    if (focus && !document.activeElement?.id) document.getElementById(focus)?.focus();
    sortable(fresh);
    document.dispatchEvent(new Event("anteroom:swapped"));
  };

  const refresh = async (id) => {
    const el = document.getElementById(id);
    if (!el) return;
    const wait = () => { clearTimeout(late); late = setTimeout(refreshAll, 1500); };
    if (busy(el)) return wait();
    try {
      const answer = await fetch(el.dataset.page || location.href, { headers: { Accept: "text/html", "X-Live": "1" } });
      if (answer.redirected) location.reload();
      else if (answer.ok) {
        const text = await answer.text(), now = document.getElementById(id);
        if (busy(now)) wait();
        else swap(now, text);
      }
    } catch { /* offline: the next look will do */ }
  };
  const refreshAll = () => { for (const el of live()) refresh(el.id); };
  const changed = (name) => { for (const el of live()) if (watches(el).some(([watched]) => watched === name)) refresh(el.id); };
  document.addEventListener("anteroom:refresh", refreshAll);

  // One stream per browser
  const channel = window.BroadcastChannel ? new BroadcastChannel("anteroom-live") : null;
  const mine = () => live().flatMap(watches);
  let wanted = new Map(), stream = null, release = null, poll = 0; // names, each with the version last asked for

  const open = () => {
    stream?.close();
    const url = new URL(live()[0].dataset.live, location.href);
    url.search = new URLSearchParams([...wanted].sort().map(([name, version]) => ["watch", version ? name + "@" + version : name]));
    stream = new EventSource(url);
    stream.onmessage = (e) => {
      wanted.set(e.data, ""); // all pages are told: only one that opens from now on has a version to compare
      changed(e.data);
      channel?.postMessage({ changed: e.data });
    };
    stream.onopen = () => { clearInterval(poll); poll = 0; };
    stream.onerror = () => { if (!poll) poll = setInterval(refreshAll, everySeconds * 1000); };
  };
  const want = (pairs) => {
    let news = !stream;
    for (const [name, version = ""] of pairs) {
      if (wanted.has(name) && (!version || wanted.get(name) === version)) continue;
      wanted.set(name, version);
      news = true;
    }
    if (news) open();
  };
  if (channel) channel.onmessage = ({ data }) => {
    if (data.changed) changed(data.changed);
    if (data.ask && release) channel.postMessage({ want: mine() });
    if (data.want && stream) want(data.want);
  };
  const lead = () => {
    wanted = new Map();
    want(mine());
    channel?.postMessage({ ask: true });
    return new Promise((done) => { release = done; });
  };
  const start = () => {
    if (release || !live().length || !window.EventSource) return;
    if (!navigator.locks || !channel) { release = () => {}; lead(); return; }
    const waiting = new AbortController();
    release = () => waiting.abort();
    channel.postMessage({ want: mine() });
    navigator.locks.request("anteroom-live", { signal: waiting.signal }, lead).catch(() => {});
  };
  const stop = () => {
    stream?.close();
    stream = null;
    clearInterval(poll);
    poll = 0;
    release?.();
    release = null;
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) stop(); else { start(); refreshAll(); }
  });
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (e) => { if (e.persisted) { start(); refreshAll(); } });

  // Reordering
  const drop = async (body, row) => {
    const above = row.previousElementSibling?.dataset.id || "";
    const section = row.closest("[data-live]") || row.closest("[id]");
    const answer = await fetch(row.dataset.href, {
      method: "POST",
      headers: { Accept: "text/html" },
      body: new URLSearchParams({ after: above, version: body.dataset.version || "" }),
    }).catch(() => null);
    if (answer?.ok) { swap(section, await answer.text()); return; }
    document.dispatchEvent(new CustomEvent("anteroom:say", {
      detail: answer?.status === 409
        ? "Somebody changed this list in the meantime, so nothing was moved. Here is how it is now."
        : "That did not work and nothing was moved.",
    }));
    refresh(section.id);
  };
  const sortable = (root) => {
    for (const body of root.querySelectorAll("[data-sortable]")) {
      window.Sortable?.create(body, {
        handle: ".handle",
        animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
        onStart: () => { dragging = true; },
        onEnd: (e) => { dragging = false; if (e.oldIndex !== e.newIndex) drop(body, e.item); },
      });
    }
  };

  sortable(document);
  document.addEventListener("htmx:load", (e) => { if (e.detail.elt !== document.body) sortable(e.detail.elt); });
  if (!document.hidden) start();
})();
