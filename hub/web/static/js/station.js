// The station's display: what the scale shows now, and which load is ready to take. It shows weights and never sends one: the form
// carries only the number of a weighing that the hub has already written down.

import { byItself } from "./by_itself.js";
import { listen } from "./live.js";
import { keys, showWord } from "./scale_keys.js";

const WAIT_MS = 3000;
// The scale may be away or unclear for a moment; the load that it wrote down before still stands there.
const STILL_THERE = ["stable", "lost", "silent", "garbled"];
const number = new Intl.NumberFormat(document.documentElement.lang, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 3,
});
const kilograms = (milligrams) => `${number.format(milligrams / 1e6)} kg`;

// What became of the last press is seen without looking for it: on a phone the display stands over the foot of the screen.
const answer = document.querySelector("[data-part=after] :is(.saved, [role=alert]), [data-part=asks] [role=alert]");
answer?.scrollIntoView({ block: "nearest" });

for (const box of document.querySelectorAll("[data-scale]")) {
  const states = JSON.parse(box.dataset.states);
  const written = JSON.parse(box.dataset.written);
  const display = box.querySelector("[data-weight-box]");
  const shown = box.querySelector("[data-weight]");
  const word = box.querySelector("[data-weight-word]");
  const zero = box.querySelector("[data-zero]");
  const ready = box.querySelector("[data-weighing-word]");
  const fields = document.querySelectorAll("[data-weighing]");
  const buttons = document.querySelectorAll("[data-take]");
  const form = document.querySelector("form[data-by-itself]");
  const itself = form && byItself(form);
  const answered = keys(box);

  // The load that nobody has taken yet, with what the display stood at (net, or gross where it shows that).
  let open = box.dataset.open ? JSON.parse(box.dataset.open) : null;
  form?.addEventListener("answered", (event) => {
    if (!event.detail.offered) open = null;
  });

  const offer = () => {
    for (const field of fields) field.value = open.id;
    ready.textContent = box.dataset.takenWord.replace("{number}", open.number).replace("{mass}", kilograms(open.net_mg));
  };

  // A load that left the scale untaken is not offered to the next crate; the hub keeps it in the list of unclaimed weighings.
  const withdraw = () => {
    for (const field of fields) field.value = "";
    ready.textContent = "";
  };

  const isOffered = () => [...fields].some((field) => field.value);

  const showState = (payload) => {
    const stands = payload.state === "stable";
    if (payload.state === "empty") open = null;
    if (!STILL_THERE.includes(payload.state)) withdraw();
    // Pushed and come to rest again, it is the same load.
    if (stands && open && !isOffered() && [open.stood_mg, open.gross_mg].includes(payload.mass_mg)) offer();
    const old = stands && payload.written && fields.length > 0 && !isOffered();
    const said = old ? written : (states[payload.state] ?? states.garbled);
    display.className = `weight ${said[0]}`;
    showWord(word, said);
    shown.textContent = payload.mass_mg === null ? payload.shown || "–" : kilograms(payload.mass_mg);
    const away = ["lost", "silent", "garbled"].includes(payload.state);
    zero.hidden = away || !payload.zero_mg;
    if (payload.zero_mg) zero.querySelector("span").textContent = box.dataset.zeroWord.replace("{mass}", kilograms(payload.zero_mg));
    // The stream is live, and what it says is that the scale is not: no green dot beside that.
    box.toggleAttribute("data-is-lost", away);
    for (const button of buttons) button.classList.toggle("is-ready", stands && !old);
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
      if (pressed || isOffered()) return;
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
    open = payload;
    offer();
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
    if (topic.startsWith("samlast/live/command/")) answered(payload);
  });

  // A value that is no longer live is not a value: say so in the display itself.
  box.addEventListener("live-state", (event) => {
    if (event.detail.state === "stale") shown.textContent = "–";
  });
}
