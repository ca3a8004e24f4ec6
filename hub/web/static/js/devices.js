// Devices: whenever one is lost or back, the tables are fetched anew. What the stream replays at its start is on the page already.

import { listen } from "./live.js";

const SETTLE_MS = 200;

for (const element of document.querySelectorAll("[data-devices]")) {
  const known = new Map();
  let waiting = null;
  listen(element, (topic, payload) => {
    const isFirst = !known.has(topic);
    const isSame = known.get(topic) === payload.at;
    known.set(topic, payload.at);
    if (isFirst || isSame || waiting) return;
    waiting = setTimeout(() => {
      waiting = null;
      window.htmx?.trigger(element.querySelector("#devices"), "changed");
    }, SETTLE_MS);
  });
}
