// The banner of alarms: it sounds on this screen while somebody wants it to and nobody has said "I am going". The switch is a tap, which
// is also what a browser wants before a page may sound.

import { sound } from "./tone.js";

const EVERY_MS = 20000;
const KEY = "alarm-sound";
const wanted = () => localStorage.getItem(KEY) === "on";
const banner = document.getElementById("alarms");

function show() {
  for (const button of banner.querySelectorAll("[data-alarm-sound]")) {
    button.setAttribute("aria-pressed", String(wanted()));
    button.querySelector("span").textContent = wanted() ? button.dataset.on : button.dataset.off;
  }
}

function ring() {
  if (wanted() && banner.querySelector("[data-unheard]")) sound("alarm");
}

banner.addEventListener("click", (event) => {
  if (!event.target.closest("[data-alarm-sound]")) return;
  localStorage.setItem(KEY, wanted() ? "off" : "on");
  show();
  ring();
});
banner.addEventListener("htmx:afterSwap", show);
show();
setInterval(ring, EVERY_MS);
