// Follows a stream of the house for every [data-live] element and hands each value on as a "live" event on that element:
//   element.addEventListener("live", (event) => event.detail.topic, event.detail.payload)
// The stream beats once a second. After three silent seconds the element says since when it is not live; values are never shown as
// fresh when they are not.

const SILENT_MS = 3000;
// Every stream may carry it; the banner above the page asks the house what calls.
const ALARMS = "samlast/live/alarms";
const streams = new Map();

class Stream {
  constructor(address) {
    this.address = address;
    this.elements = new Set();
    this.latest = new Map();
    this.heardAt = null;
    this.open();
    this.watch = setInterval(() => this.look(), 500);
  }

  open() {
    this.source = new EventSource(this.address);
    this.source.addEventListener("beat", () => this.heard());
    this.source.addEventListener("message", (event) => {
      const { topic, payload } = JSON.parse(event.data);
      if (topic === ALARMS) {
        this.heard();
        document.body.dispatchEvent(new CustomEvent("alarms"));
        return;
      }
      this.latest.set(topic, payload);
      this.heard();
      for (const element of this.elements) tell(element, topic, payload);
    });
    // A stream that was refused is closed for good by the browser; try again, more slowly than a dropped one.
    this.source.addEventListener("error", () => {
      if (this.source.readyState !== EventSource.CLOSED || this.again) return;
      this.again = setTimeout(() => {
        this.again = null;
        this.open();
      }, 5000);
    });
  }

  heard() {
    this.heardAt = Date.now();
    this.look();
  }

  look() {
    const isLive = this.heardAt !== null && Date.now() - this.heardAt <= SILENT_MS;
    for (const element of [...this.elements]) {
      if (element.isConnected) show(element, isLive, this.heardAt);
      else this.elements.delete(element);
    }
    if (!this.elements.size) this.close();
  }

  close() {
    clearInterval(this.watch);
    clearTimeout(this.again);
    this.source.close();
    streams.delete(this.address);
  }
}

function tell(element, topic, payload) {
  element.dispatchEvent(new CustomEvent("live", { detail: { topic, payload } }));
}

function show(element, isLive, heardAt) {
  const state = isLive ? "live" : heardAt === null ? "waiting" : "stale";
  if (element.liveState === state) return;
  element.liveState = state;
  element.toggleAttribute("data-is-live", state === "live");
  element.toggleAttribute("data-is-stale", state === "stale");
  const word = element.querySelector("[data-live-state]");
  if (word && state === "live") word.textContent = element.dataset.liveWord ?? "";
  if (word && state === "stale") {
    const time = new Date(heardAt).toLocaleTimeString(document.documentElement.lang, { hour12: false });
    word.textContent = `${element.dataset.notLive ?? ""} ${time}`;
  }
  element.dispatchEvent(new CustomEvent("live-state", { detail: { state, heardAt } }));
}

// Follow an element's stream. Page scripts add their listener first, then nothing else is needed: app.js imports this file. A
// listener that comes late asks for `latest`.
export function follow(element) {
  const address = element.dataset.live;
  if (!streams.has(address)) streams.set(address, new Stream(address));
  const stream = streams.get(address);
  if (stream.elements.has(element)) return stream;
  stream.elements.add(element);
  for (const [topic, payload] of stream.latest) tell(element, topic, payload);
  return stream;
}

// The values heard so far on an element's stream, each handed to `each(topic, payload)`, and every new one after them.
export function listen(element, each) {
  const stream = follow(element);
  for (const [topic, payload] of stream.latest) each(topic, payload);
  element.addEventListener("live", (event) => each(event.detail.topic, event.detail.payload));
}

const followAll = () => document.querySelectorAll("[data-live]").forEach(follow);
followAll();
document.addEventListener("htmx:afterSettle", followAll);
