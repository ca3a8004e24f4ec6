// The station's display: what the scale shows now, and which load is ready to take. It shows weights and never sends one: the form
// carries only the number of a weighing that the hub has already written down.

import { byItself } from "./by_itself.js";
import { listen } from "./live.js";

const WAIT_MS = 3000;
const SPRITE = "vendor/icons.svg#";
const number = new Intl.NumberFormat(document.documentElement.lang, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 3,
});
const kilograms = (milligrams) => `${number.format(milligrams / 1e6)} kg`;

for (const box of document.querySelectorAll("[data-scale]")) {
  const states = JSON.parse(box.dataset.states);
  const display = box.querySelector("[data-weight-box]");
  const shown = box.querySelector("[data-weight]");
  const word = box.querySelector("[data-weight-word]");
  const ready = box.querySelector("[data-weighing-word]");
  const fields = document.querySelectorAll("[data-weighing]");
  const buttons = document.querySelectorAll("[data-take]");
  const form = document.querySelector("form[data-by-itself]");
  const itself = form && byItself(form);

  // A load that left the scale untaken is not offered to the next crate; the hub keeps it in the list of unclaimed weighings.
  const withdraw = () => {
    for (const field of fields) field.value = "";
    ready.textContent = "";
  };

  const showState = (payload) => {
    const [tone, icon, text] = states[payload.state] ?? states.garbled;
    display.className = `weight ${tone}`;
    const use = word.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/[^/]*\/icons\.svg#.*/, SPRITE + icon));
    const said = word.querySelector("span");
    if (said.textContent !== text) said.textContent = text;
    shown.textContent = payload.mass_mg === null ? "–" : kilograms(payload.mass_mg);
    // The stream is live, and what it says is that the scale is not: no green dot beside that.
    box.toggleAttribute("data-is-lost", ["lost", "silent", "garbled"].includes(payload.state));
    if (payload.state === "empty" || payload.state === "moving") withdraw();
    for (const button of buttons) button.classList.toggle("is-ready", payload.state === "stable");
    if (payload.state === "lost" || payload.state === "silent") for (const typed of document.querySelectorAll("[data-typed]")) typed.open = true;
  };

  // A press may come a moment before the load is written down: it waits for the weighing, and after a while asks the hub, which
  // then says what is missing.
  let pressed = null;
  const send = () => {
    const button = pressed;
    pressed = null;
    button?.form.requestSubmit(button);
  };
  for (const button of buttons) {
    button.addEventListener("click", (event) => {
      if (pressed || [...fields].some((field) => field.value)) return;
      event.preventDefault();
      pressed = button;
      button.setAttribute("aria-busy", "true");
      setTimeout(() => {
        button.removeAttribute("aria-busy");
        send();
      }, WAIT_MS);
    });
  }

  const showWeighing = (payload) => {
    for (const field of fields) field.value = payload.id;
    ready.textContent = box.dataset.takenWord
      .replace("{number}", payload.number)
      .replace("{mass}", kilograms(payload.net_mg));
    send();
    itself?.written(payload);
  };

  // The page was made knowing every load up to this one; the board repeats the last, which may be somebody's already.
  let known = Number(box.dataset.known);
  listen(box, (topic, payload) => {
    if (topic.startsWith("samlast/live/scale/")) {
      showState(payload);
      itself?.shows(payload);
    }
    if (topic.startsWith("samlast/live/weighing/") && payload.id > known) {
      known = payload.id;
      showWeighing(payload);
    }
  });

  // A value that is no longer live is not a value: say so in the display itself.
  box.addEventListener("live-state", (event) => {
    if (event.detail.state === "stale") shown.textContent = "–";
  });
}
