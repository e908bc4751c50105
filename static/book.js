// The visitor's own time beside the location's, where the two differ. Without this script the page names the location's zone alone.
//   data-their-time="2026-11-24T13:30:00.000Z"  hidden until it has something to say
//   data-zone-note                              the sentence that names the zone
"use strict";
(() => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions(), lang = document.documentElement.lang;
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const clock = new Intl.DateTimeFormat(lang, time), day = new Intl.DateTimeFormat(lang, { weekday: "short", ...time });
  const date = document.querySelector("input[name=date]")?.value;
  const localDate = (at) => [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  let differs = false;
  for (const place of document.querySelectorAll("[data-their-time]")) {
    const at = new Date(place.dataset.theirTime), inSlot = place.closest(".book-slots"), soon = place.closest(".book-held");
    if (place.parentElement.textContent.includes(clock.format(at))) continue;
    differs = true;
    place.textContent = inSlot ? (localDate(at) === date ? clock : day).format(at) : `${(soon ? clock : day).format(at)} your time`;
    place.hidden = false;
  }
  const note = document.querySelector("[data-zone-note]");
  if (!differs || !note || !timeZone) return;
  const city = timeZone.replace(/^.*\//, "").replaceAll("_", " ");
  note.append(document.querySelector(".book-slots") ? ` Below each stands your own time (${city}).` : ` Your own clock: ${city}.`);
})();
