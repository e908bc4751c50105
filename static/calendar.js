// Appointments that are moved, or made longer by their lower edge, with the mouse or a pen: an extra to the page of another time, to whose
// form a drop leads. Rows are of five minutes: the classes h and m say after how many hours and rows something begins, t and n how long it is.
//   .cal-body[data-times]        the wall times of the rows, one for each quarter of an hour; an empty one takes nothing
//   .cal-rows[data-day, data-resource]   a column
//   a[data-move-visit, data-version, data-resources]   an appointment, with where its form is sent
//   a[data-start] .cal-grip      the edge of one that is shown whole
"use strict";
(() => {
  const quarter = 3, hour = 12; // rows of five minutes
  const rows = (e, hours, rest) => [...e.classList].reduce((sum, c) => sum + (c.match(`^${hours}\\d+$`) ? hour * c.slice(1) : c.match(`^${rest}\\d+$`) ? +c.slice(1) : 0), 0);
  const named = (hours, rest, n) => `${hours}${Math.floor(n / hour)} ${rest}${n % hour}`;
  let drag = null, justDropped = false;

  const begin = (e) => {
    const event = e.target.closest("a[data-move-visit]");
    if (!event || e.button !== 0 || e.pointerType === "touch" || e.ctrlKey || e.metaKey || e.shiftKey) return;
    drag = { event, x: e.clientX, y: e.clientY, from: event.closest(".cal-rows"), moved: false };
    drag.grip = e.clientY - event.getBoundingClientRect().top;
    drag.edge = e.target.matches(".cal-grip");
  };

  // How many rows the appointment has once its edge is at the pointer: up to the end of a quarter of an hour.
  const stretched = (e) => {
    const box = drag.from.getBoundingClientRect(), all = drag.from.closest(".cal-body").dataset.times.split(",").length;
    const end = Math.min(all, Math.round((e.clientY - box.top) / box.height * all)) * quarter;
    return Math.max(end - rows(drag.event, "h", "m"), quarter);
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
    drag.target?.remove();
    drag.target = null;
    if (drag.edge) {
      const n = stretched(e);
      drag.target = document.createElement("i");
      drag.target.className = `cal-target ${named("h", "m", rows(drag.event, "h", "m"))} ${named("t", "n", n)}`;
      drag.target.textContent = `${n * 5} min`;
      drag.from.append(drag.target);
      return;
    }
    drag.event.style.translate = `${e.clientX - drag.x}px ${e.clientY - drag.y}px`;
    const at = under(e);
    if (!at) return;
    drag.target = document.createElement("i");
    drag.target.className = `cal-target ${named("h", "m", at.place * quarter)} ${named("t", "n", rows(drag.event, "t", "n"))}`;
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
    const { event, from, edge } = drag, at = edge ? stretched(e) : under(e);
    stop();
    if (edge) lengthen(event, at);
    else if (at) send(event, from, at);
  };

  const lengthen = (event, n) => {
    if (n === rows(event, "t", "n")) return;
    const form = document.getElementById("cal-move");
    form.elements.start.value = event.dataset.start;
    form.elements.minutes.value = n * 5;
    submit(form, event, resourcesOf(event));
  };

  const resourcesOf = (event) => event.dataset.resources ? event.dataset.resources.split(",") : [];

  const submit = (form, event, resources) => {
    for (const old of form.querySelectorAll("[name=resource]")) old.remove();
    for (const id of resources.length ? resources : [""]) {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = "resource";
      input.value = id;
      form.append(input);
    }
    form.action = event.dataset.moveVisit;
    form.elements.version.value = event.dataset.version;
    form.submit();
  };

  const send = (event, from, at) => {
    const form = document.getElementById("cal-move");
    const was = from.dataset.resource, is = at.column.dataset.resource;
    let resources = resourcesOf(event);
    if (was !== is) resources = resources.filter((id) => id !== was).concat(is === "0" ? [] : is);
    form.elements.start.value = `${at.column.dataset.day}T${at.time}`;
    form.elements.minutes.value = "";
    submit(form, event, resources);
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
