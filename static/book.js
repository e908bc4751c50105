// The visitor's own time beside the location's, where the two differ. Without this script the page names the location's zone alone.
//   data-their-time="2026-11-24T13:30:00.000Z"  hidden until it has something to say
//   data-zone-note                              the sentence that names the zone
"use strict";
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
  const day = new Intl.DateTimeFormat(undefined, { weekday: "short", hour: "2-digit", minute: "2-digit" });
  let differs = false;
  for (const place of document.querySelectorAll("[data-their-time]")) {
    const at = new Date(place.dataset.theirTime), words = place.parentElement.textContent;
    const here = `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
    if (words.includes(here)) continue;
    differs = true;
    const sameDay = !/\d{1,2} [A-Z]/.test(words);
    place.textContent = ` ${(sameDay ? clock : day).format(at)} your time`;
    place.hidden = false;
  }
  const note = document.querySelector("[data-zone-note]");
  if (differs && note && zone) note.append(` Your own clock is set to ${zone}.`);
})();
