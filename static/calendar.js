// Appointments that are moved with the mouse or a pen: an extra to the page of another time, to whose form a drop leads.
//   .cal-body[data-times]        the wall times of the rows, one for each quarter of an hour; an empty one takes nothing
//   .cal-rows[data-day, data-resource]   a column
//   a[data-move-visit, data-version, data-resources]   an appointment, with where its form is sent
"use strict";
(() => {
  const quarter = 3; // rows of five minutes
  let drag = null, justDropped = false;

  const begin = (e) => {
    const event = e.target.closest("a[data-move-visit]");
    if (!event || e.button !== 0 || e.pointerType === "touch" || e.ctrlKey || e.metaKey || e.shiftKey) return;
    drag = { event, x: e.clientX, y: e.clientY, from: event.closest(".cal-rows"), moved: false };
    drag.grip = e.clientY - event.getBoundingClientRect().top;
  };

  // The column and the quarter of an hour under the top of what is dragged.
  const under = (e) => {
    const column = [...document.querySelectorAll(".cal-col .cal-rows")].find((c) => {
      const box = c.getBoundingClientRect();
      return e.clientX >= box.left && e.clientX < box.right;
    });
    if (!column) return null;
    const box = column.getBoundingClientRect(), times = column.closest(".cal-body").dataset.times.split(",");
    const place = Math.round((e.clientY - drag.grip - box.top) / box.height * times.length);
    const time = times[place];
    return time ? { column, place, time } : null;
  };

  const move = (e) => {
    if (!drag) return;
    if (!drag.moved && Math.hypot(e.clientX - drag.x, e.clientY - drag.y) < 6) return;
    drag.moved = true;
    drag.event.classList.add("dragged");
    drag.event.style.translate = `${e.clientX - drag.x}px ${e.clientY - drag.y}px`;
    const at = under(e);
    drag.target?.remove();
    drag.target = null;
    if (!at) return;
    drag.target = document.createElement("i");
    const span = [...drag.event.classList].find((c) => /^s\d+$/.test(c));
    drag.target.className = `cal-target r${at.place * quarter + 1} ${span}`;
    drag.target.textContent = at.time;
    at.column.append(drag.target);
  };

  const stop = () => {
    if (!drag) return;
    drag.event.classList.remove("dragged");
    drag.event.style.translate = "";
    drag.target?.remove();
    drag = null;
  };

  const drop = (e) => {
    if (!drag?.moved) { drag = null; return; }
    justDropped = true;
    setTimeout(() => { justDropped = false; });
    const at = under(e), { event, from } = drag;
    stop();
    if (at) send(event, from, at);
  };

  const send = (event, from, at) => {
    const form = document.getElementById("cal-move");
    const was = from.dataset.resource, is = at.column.dataset.resource;
    let resources = event.dataset.resources ? event.dataset.resources.split(",") : [];
    if (was !== is) resources = resources.filter((id) => id !== was).concat(is === "0" ? [] : is);
    form.action = event.dataset.moveVisit;
    form.elements.start.value = `${at.column.dataset.day}T${at.time}`;
    form.elements.version.value = event.dataset.version;
    for (const old of form.querySelectorAll("[name=resource]")) old.remove();
    for (const id of resources.length ? resources : [""]) {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = "resource";
      input.value = id;
      form.append(input);
    }
    form.submit();
  };

  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", stop);
  document.addEventListener("dragstart", (e) => { if (drag) e.preventDefault(); }); // not the link itself
  document.addEventListener("keydown", (e) => { if (e.key === "Escape") stop(); });
  document.addEventListener("click", (e) => { if (justDropped) e.preventDefault(); }, true);

  // The hours of now stand in sight, and what was in sight stays there when others change something.
  const now = document.querySelector(".cal-now") ?? document.querySelector(".cal-event");
  let seen = [0, now ? now.offsetTop - now.closest(".cal").clientHeight / 3 : 0];
  const look = () => document.querySelector(".cal")?.scrollTo(...seen);
  document.addEventListener("scroll", (e) => { if (e.target.matches?.(".cal")) seen = [e.target.scrollLeft, e.target.scrollTop]; }, true);
  document.addEventListener("anteroom:swapped", look);
  look();
})();
