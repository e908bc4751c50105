// The board: it looks again twice a minute, because waits grow; cards that changed flash once; what was open stays open.
//   data-seen       what a card showed: another value is a change
//   data-here       a card of the line; "yes" where they are here: a new one, or a new "yes", is heard where the sound is on
//   data-sound      switches the sound of this browser on and off; it begins off, and is hidden where there is none
//   data-walk-in    the form that adds somebody: Shift+Enter presses [data-another], a chosen person fills in names and phone
"use strict";
(() => {
  const everySeconds = 30;
  const cards = () => new Map([...document.querySelectorAll("[data-seen]")].map((c) => [c.id, c.dataset.seen]));
  const comers = () => new Set([...document.querySelectorAll("[data-here]")].map((c) => c.id + c.dataset.here));
  let seen = cards(), come = comers(), ended = false;

  // Sound: browsers let it be heard once somebody has pressed something on the page.
  const kept = "anteroom-board-sound";
  let audio = null;
  const isOn = () => { try { return localStorage.getItem(kept) === "on"; } catch { return false; } };
  const wake = () => { audio ??= new AudioContext(); return audio.resume(); };
  const chime = () => {
    if (audio?.state !== "running") return;
    for (const [note, after] of [[660, 0], [880, .18]]) {
      const tone = audio.createOscillator(), loud = audio.createGain(), at = audio.currentTime + after;
      tone.frequency.value = note;
      loud.gain.setValueAtTime(.2, at);
      loud.gain.exponentialRampToValueAtTime(.001, at + .4);
      tone.connect(loud).connect(audio.destination);
      tone.start(at);
      tone.stop(at + .4);
    }
  };
  const showSound = () => {
    const button = document.querySelector("[data-sound]");
    if (!button || !window.AudioContext) return;
    button.hidden = false;
    button.setAttribute("aria-pressed", String(isOn()));
  };
  document.addEventListener("click", async (e) => {
    if (!e.target.closest("[data-sound]")) return;
    try { localStorage.setItem(kept, isOn() ? "off" : "on"); } catch { return; }
    showSound();
    if (isOn()) { await wake(); chime(); }
  });
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, () => { if (isOn()) wake(); }, { once: true });

  const look = () => {
    const now = cards();
    if (!document.getElementById("board")) return;
    for (const [id, what] of now) if (seen.get(id) !== what) document.getElementById(id).classList.add("changed");
    seen = now;
    showSound();
    if (ended) document.getElementById("ended")?.setAttribute("open", "");
  };
  // Why somebody's step was refused stays until they take another: the news of who was faster comes a moment later.
  const told = () => document.getElementById("told");
  let refusal = told();
  document.addEventListener("anteroom:swapped", () => {
    if (refusal && !told()) {
      refusal.removeAttribute("role"); // it was read out
      document.querySelector("#board > .page-head")?.after(refusal);
    }
    look();
    if (isOn() && [...comers()].some((c) => !come.has(c))) chime();
    come = comers();
  });
  document.addEventListener("htmx:afterSettle", () => { look(); come = comers(); refusal = told(); }); // by this browser: no news
  showSound();
  document.addEventListener("toggle", (e) => { if (e.target.id === "ended") ended = e.target.open; }, true);
  setInterval(() => { if (!document.hidden) document.dispatchEvent(new Event("anteroom:refresh")); }, everySeconds * 1000);

  // Somebody else was faster (409): the answer is the board as it is, and says so.
  document.addEventListener("htmx:beforeSwap", (e) => {
    if (e.detail.xhr.status !== 409 || !e.detail.target.matches("#board")) return;
    e.detail.shouldSwap = true;
    e.detail.isError = false;
  });

  document.addEventListener("keydown", (e) => {
    const form = e.target.closest?.("[data-walk-in]");
    if (!form || e.key !== "Enter" || !e.shiftKey || e.isComposing) return;
    e.preventDefault();
    form.requestSubmit(form.querySelector("[data-another]"));
  });
  // Who was found by their number alone goes with it; who was chosen stays.
  const fill = (box, found) => {
    const inputs = box.form.elements;
    for (const [name, value] of [["firstName", box.dataset.first], ["lastName", box.dataset.last], ["phone", box.dataset.phone]]) {
      if (value) inputs[name].value = value;
    }
    if (found) box.form.dataset.found = box.value; else delete box.form.dataset.found;
  };
  const lose = (form) => {
    const box = form.querySelector("[data-first]:checked");
    if (box?.value === form.dataset.found) {
      for (const [name, value] of [["firstName", box.dataset.first], ["lastName", box.dataset.last]]) {
        if (form.elements[name].value === value) form.elements[name].value = "";
      }
      box.checked = false;
    }
    delete form.dataset.found;
  };
  document.addEventListener("change", (e) => { if (e.target.matches("[data-walk-in] [data-first]")) fill(e.target, false); });
  document.addEventListener("input", (e) => { if (e.target.matches("[data-walk-in][data-found] [name=phone]")) lose(e.target.form); });
  document.addEventListener("htmx:afterSwap", () => {
    const box = document.querySelector("[data-walk-in] [data-first]:checked");
    if (box && !box.form.elements.firstName.value && !box.form.elements.lastName.value) fill(box, true);
  });
})();
