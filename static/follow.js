// Customers' pages that stay fresh. Without scripts they are plain pages that can be loaded again.
//   <div id="visit" data-follow="/p/…/stream?seen=31">  fetches its page again when the stream says that something changed
//   <div id="board" data-follow="…" data-clock>         and when the next minute begins: it shows the time
//   <div id="shut" data-poll="15">                      fetches its page again every so many seconds
//   <h1 data-say>                                       what #said reads out when it changed, at most once a minute
//   <form data-return="60" data-to="/queue/x/kiosk">    goes back to the start when nobody has touched anything for so long
//   <button data-sound>                                 switches a sound on that is heard when a new [data-called] appears
//   <strong data-left="…Z">                             counts down to then, and looks again once it has come
//   <span data-own-time="…Z" data-zone="Europe/Berlin"> is filled with the time in the visitor's zone, where that is another
"use strict";
(() => {
  const live = document.querySelector("[data-follow], [data-poll]");
  const everySeconds = 15, quiet = 60_000;
  let stream = null, poll = 0, minute = 0, spokenAt = Date.now(), spoken = "", later = 0;

  const words = () => [...document.querySelectorAll("[data-say]")].map((e) => e.textContent.trim()).join(" · ");
  spoken = words();
  const say = () => {
    clearTimeout(later);
    const region = document.getElementById("said"), now = words(), wait = spokenAt + quiet - Date.now();
    if (!region || now === spoken) return;
    if (wait > 0 && !document.querySelector("[data-say-now]")) { later = setTimeout(say, wait); return; }
    region.textContent = spoken = now;
    spokenAt = Date.now();
  };

  const ownTimes = () => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone, { lang } = document.documentElement;
    const moment = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    for (const e of document.querySelectorAll("[data-own-time]")) {
      const at = new Date(e.dataset.ownTime), show = (timeZone) => at.toLocaleString(lang === "en" ? "en-GB" : lang, { timeZone, ...moment });
      if (!own || own === e.dataset.zone || show(own) === show(e.dataset.zone)) continue;
      e.textContent = show(own) + " your time (" + own.replace(/^.*\//, "").replaceAll("_", " ") + ")";
      e.hidden = false;
    }
  };

  const countDown = () => {
    for (const e of document.querySelectorAll("[data-left]")) {
      const m = Math.floor((new Date(e.dataset.left) - Date.now()) / 60_000), d = Math.floor(m / 1440), h = Math.floor(m / 60) % 24;
      if (m < 0) refresh();
      else e.textContent = d ? `${d === 1 ? "1 day" : `${d} days`} ${h} h` : h ? `${h} h ${m % 60} min` : `${Math.max(m, 1)} min`;
    }
  };

  const refresh = async () => {
    const el = live && document.getElementById(live.id);
    if (!el) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (answer.status === 404) { location.reload(); return; }
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html"), fresh = page.getElementById(el.id);
      if (!fresh) { location.reload(); return; }
      const focus = el.contains(document.activeElement) && document.activeElement.id;
      const typing = [...el.querySelectorAll("details[open] input")];
      document.title = page.title;
      el.replaceWith(fresh);
      for (const { id, value } of typing) {
        const again = document.getElementById(id);
        if (again) { again.value = value; again.closest("details").open = true; }
      }
      if (focus) document.getElementById(focus)?.focus();
      ownTimes();
      say();
      document.dispatchEvent(new Event("anteroom:swapped"));
    } catch { /* offline: the next look will do */ }
  };

  const look = (seconds) => { if (!poll) poll = setInterval(refresh, seconds * 1000); };
  const tick = () => { minute = setTimeout(() => { refresh(); tick(); }, quiet - Date.now() % quiet + 500); };
  const start = () => {
    if (!live || document.hidden || stream || poll) return;
    if (live.dataset.poll) { look(live.dataset.poll); return; }
    if (live.hasAttribute("data-clock")) tick();
    stream = new EventSource(live.dataset.follow);
    stream.onmessage = refresh;
    stream.onopen = () => { clearInterval(poll); poll = 0; };
    stream.onerror = () => look(everySeconds);
    // Newer pages of the same visitor follow instead: this one asks now and then.
    stream.addEventListener("enough", () => { stream.close(); look(everySeconds); });
  };
  const stop = () => {
    stream?.close();
    stream = null;
    clearInterval(poll);
    clearTimeout(minute);
    poll = 0;
  };
  document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); else { start(); refresh(); } });
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (e) => { if (e.persisted) { start(); refresh(); } });

  const back = document.querySelector("[data-return]");
  if (back) {
    let idle = 0;
    const again = () => { clearTimeout(idle); idle = setTimeout(() => location.replace(back.dataset.to), back.dataset.return * 1000); };
    for (const kind of ["input", "pointerdown", "keydown"]) addEventListener(kind, again);
    addEventListener("pageshow", (e) => { if (e.persisted) location.replace(back.dataset.to); });
    again();
  }

  // The sound begins off in each browser: it may only be made after somebody pressed a button.
  const button = document.querySelector("[data-sound]");
  let sound = null, called = new Set();
  const calls = () => new Set([...document.querySelectorAll("[data-called]")].map((e) => e.dataset.called));
  const chime = () => {
    for (const [note, after] of [[880, 0], [660, .25]]) {
      const tone = sound.createOscillator(), loud = sound.createGain(), at = sound.currentTime + after;
      tone.frequency.value = note;
      loud.gain.setValueAtTime(.3, at);
      loud.gain.exponentialRampToValueAtTime(.001, at + .6);
      tone.connect(loud).connect(sound.destination);
      tone.start(at);
      tone.stop(at + .6);
    }
  };
  if (button && window.AudioContext) {
    button.hidden = false;
    called = calls();
    button.addEventListener("click", () => {
      if (sound) { sound.close(); sound = null; } else { sound = new AudioContext(); chime(); }
      button.setAttribute("aria-pressed", String(!!sound));
    });
    document.addEventListener("anteroom:swapped", () => {
      const now = calls();
      if (sound && [...now].some((ticket) => !called.has(ticket))) chime();
      called = now;
    });
  }

  ownTimes();
  if (document.querySelector("[data-left]")) setInterval(countDown, 20_000);
  start();
})();
