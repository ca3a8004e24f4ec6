// Cold rooms: the big numbers follow the stream; the curve is drawn from the house's series, with its limits as lines and its
// excursions as bands. Who drags, pinches or presses a button sees a shorter or longer stretch, fetched anew as near as it is
// looked at. Nothing is judged here: states and excursions come from the server.

import { listen } from "./live.js";

// Plain "en" would be American to the browser; the house writes days before months.
const language = { en: "en-GB" }[document.documentElement.lang] ?? document.documentElement.lang;
const degrees = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const shown = (thousandths) => `${degrees.format(thousandths / 1000)}\u00a0°C`;
let chart = null;
const SHORTEST_S = 10 * 60;
const LONGEST_S = 365 * 86_400;
const asMinus = (text) => text.replace("\u2212", "-").replace("-", "\u2212");

for (const element of document.querySelectorAll("[data-rooms]")) {
  listen(element, (topic, payload) => {
    const code = topic.slice(topic.lastIndexOf("/") + 1);
    const room = element.querySelector(`[data-room="${CSS.escape(code)}"]`);
    if (!room) return;
    const value = room.querySelector("[data-live-value]");
    const at = room.querySelector("[data-live-at]");
    const isNews = !at || new Date(payload.at) > new Date(at.dateTime);
    if (!isNews) return;
    value.textContent = payload.temperature_mc === null ? "–" : asMinus(shown(payload.temperature_mc));
    if (at) {
      at.dateTime = payload.at;
      at.textContent = timeOfDay(new Date(payload.at), element.dataset.zone);
    }
    // A fault, a first word, a return, or a value on the other side of a limit changes more than the number.
    const wasOld = room.classList.contains("is-old");
    if (payload.temperature_mc === null || wasOld || !at || hasCrossed(room, payload.temperature_mc)) {
      window.htmx?.trigger(room.closest("[hx-get]"), "changed");
    }
    if (payload.temperature_mc !== null) chart?.add(Date.parse(payload.at) / 1000, payload.temperature_mc);
  });
}

function hasCrossed(room, value) {
  const before = Number(room.dataset.value || NaN);
  room.dataset.value = value;
  const edges = room.dataset.edges.split(" ").filter(Boolean).map(Number);
  return edges.some((edge) => Math.sign(before - edge) !== Math.sign(value - edge));
}

function timeOfDay(moment, timeZone) {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hour12: false, timeZone }).format(moment);
}

class Chart {
  constructor(box, uPlot) {
    this.box = box;
    this.uPlot = uPlot;
    this.zone = box.dataset.zone;
    this.readout = document.querySelector("[data-readout]");
    this.failed = document.querySelector("[data-chart-failed]");
    this.hour = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: this.zone });
    this.month = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: this.zone });
    this.view = null; // where somebody looks; null follows the clock over the whole period
    this.fetches = 0;
    this.buttons = document.querySelectorAll("[data-way]");
    for (const button of this.buttons) button.addEventListener("click", () => this.go(button.dataset.way));
    this.pinched();
    this.day = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", timeZone: this.zone });
    new ResizeObserver(() => this.plot?.setSize(this.size())).observe(box);
    const redraw = () => this.draw();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    document.fonts?.ready.then(redraw);
    setInterval(() => document.hidden || this.view || this.fetch(), 60_000);
    document.addEventListener("visibilitychange", () => document.hidden || this.view || this.fetch());
  }

  async fetch() {
    const number = ++this.fetches;
    const address = new URL(this.box.dataset.chart, location.href);
    if (this.view) {
      address.searchParams.set("from", Math.round(this.view[0]));
      address.searchParams.set("to", Math.round(this.view[1]));
    }
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      const series = await answer.json();
      if (number !== this.fetches) return; // somebody has gone on meanwhile
      this.series = series;
      this.whole ??= [series.from, series.to];
      if (!this.view) this.whole = [series.from, series.to];
      this.failed.hidden = true;
      this.explain();
      this.draw();
    } catch {
      this.failed.hidden = false;
    }
  }

  // Which bands there are, in words under the curve.
  explain() {
    const keys = document.querySelector("[data-keys]");
    if (!keys) return;
    const kinds = new Set((this.series.bands ?? []).map((band) => band.kind));
    for (const key of keys.querySelectorAll("[data-key]")) key.hidden = !kinds.has(key.dataset.key);
    keys.hidden = !kinds.size;
  }

  shown() {
    return this.view ?? [this.series.from, this.series.to];
  }

  // Look at a stretch: what is there is drawn at once, and what it looks like from so near is fetched.
  look(from, to) {
    const now = Date.now() / 1000;
    const length = Math.min(LONGEST_S, Math.max(SHORTEST_S, to - from));
    const end = Math.min(now, (from + to) / 2 + length / 2);
    this.view = [end - length, end];
    this.redrawn();
  }

  redrawn() {
    for (const button of this.buttons) if (button.dataset.way === "back") button.hidden = !this.view;
    const [min, max] = this.shown();
    this.plot?.setScale("x", { min, max });
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.fetch(), 150);
  }

  go(way) {
    if (!this.series) return;
    const [from, to] = this.shown();
    const length = to - from;
    if (way === "back") {
      this.view = null;
      this.redrawn();
    } else if (way === "closer") this.look(from + length / 4, to - length / 4);
    else if (way === "wider") this.look(from - length / 2, to + length / 2);
    else this.look(from + (way === "earlier" ? -length / 2 : length / 2), to + (way === "earlier" ? -length / 2 : length / 2));
  }

  // Two fingers pull the curve apart, together or along; one finger goes on scrolling the page.
  pinched() {
    let start = null;
    const places = (event) => [...event.touches].map((touch) => touch.clientX).sort((one, other) => one - other);
    const grip = (event) => {
      const [left, right] = places(event);
      return { left, right: Math.max(right, left + 20), view: this.shown() };
    };
    this.box.addEventListener("touchstart", (event) => (start = event.touches.length === 2 && this.series ? grip(event) : null), { passive: true });
    this.box.addEventListener("touchend", () => (start = null), { passive: true });
    this.box.addEventListener(
      "touchmove",
      (event) => {
        if (!start || event.touches.length !== 2) return;
        event.preventDefault();
        const now = grip(event);
        const over = this.box.querySelector(".u-over").getBoundingClientRect();
        const [from, to] = start.view;
        const at = (x) => from + ((x - over.left) / over.width) * (to - from);
        // The moments under the two fingers stay under them.
        const [one, other] = [at(start.left), at(start.right)];
        const perPixel = (other - one) / (now.right - now.left);
        const begin = one - (now.left - over.left) * perPixel;
        this.look(begin, begin + over.width * perPixel);
      },
      { passive: false },
    );
  }

  // A value of this moment goes to the end of the last track; the next fetch brings what the server made of it.
  add(at, value) {
    const track = this.series?.tracks.at(-1);
    if (this.view || track?.low) return;
    if (!track || at <= (track.t.at(-1) ?? 0)) return;
    track.t.push(Math.floor(at));
    track.v.push(value);
    const passed = Math.max(0, at - this.series.to);
    this.series.from += passed;
    this.series.to += passed;
    this.plot?.setData(this.data());
  }

  data() {
    const tables = this.series.tracks.map((track) => (track.low ? [track.t, track.v, track.low, track.high] : [track.t, track.v]));
    if (!tables.length) return [[this.series.from, this.series.to], [null, null]];
    return tables.length === 1 ? tables[0] : this.uPlot.join(tables);
  }

  size() {
    return { width: Math.max(200, this.box.clientWidth), height: this.box.clientHeight };
  }

  // The lowest and highest of the curve and of the limits, with room to breathe.
  range() {
    const values = this.series.tracks.flatMap((track) => [track.v, track.low ?? [], track.high ?? []].flat().filter((value) => value !== null));
    values.push(...this.series.limits.map((limit) => limit.value));
    if (!values.length) return [0, 10_000];
    const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
    const air = Math.max(500, (high - low) * 0.12);
    return [low - air, high + air];
  }

  draw() {
    if (!this.series) return;
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    const font = `600 12px ${getComputedStyle(this.box).fontFamily}`;
    const tones = { legal: "ink-quiet", warn: "warn", alarm: "bad", critical: "bad" };
    const dashes = { legal: [1, 3], warn: [2, 4], alarm: [8, 5], critical: [] };
    const washes = { defrost: ["beet", 0.15], door: ["carrot", 0.25], calibrating: ["ink-quiet", 0.2] };
    const strokes = ["spruce", "beet", "carrot"];
    const axis = { stroke: colour("ink-quiet"), grid: { stroke: colour("line"), width: 1 }, ticks: { stroke: colour("line"), width: 1 }, font };
    const bands = (plot) => {
      const { ctx, bbox } = plot;
      ctx.save();
      const grave = ["warn", "alarm", "critical"];
      for (const band of this.series.bands ?? []) {
        const left = Math.max(bbox.left, plot.valToPos(band.from, "x", true));
        const right = Math.min(bbox.left + bbox.width, plot.valToPos(band.to, "x", true));
        ctx.globalAlpha = washes[band.kind][1];
        ctx.fillStyle = colour(washes[band.kind][0]);
        ctx.fillRect(left, bbox.top, Math.max(2, right - left), bbox.height);
      }
      ctx.globalAlpha = 1;
      for (const band of this.series.excursions.filter((one) => grave.includes(one.level)).toSorted((one, other) => grave.indexOf(one.level) - grave.indexOf(other.level))) {
        const left = Math.max(bbox.left, plot.valToPos(band.from, "x", true));
        const right = Math.min(bbox.left + bbox.width, plot.valToPos(band.to, "x", true));
        ctx.fillStyle = colour(`${tones[band.level]}-wash`);
        ctx.fillRect(left, bbox.top, Math.max(2, right - left), bbox.height);
      }
      ctx.restore();
    };
    const limits = (plot) => {
      const { ctx, bbox } = plot;
      const scale = devicePixelRatio;
      ctx.save();
      for (const limit of this.series.limits) {
        const y = Math.round(plot.valToPos(limit.value, "y", true));
        ctx.strokeStyle = colour(tones[limit.level]);
        ctx.lineWidth = 1.5 * scale;
        ctx.setLineDash(dashes[limit.level].map((length) => length * scale));
        ctx.beginPath();
        // A limit is drawn as far as it counted.
        const left = Math.max(bbox.left, plot.valToPos(limit.from ?? this.series.from, "x", true));
        const last = limit.to === undefined || limit.to >= this.series.to;
        const right = last ? bbox.left + bbox.width : Math.min(bbox.left + bbox.width, plot.valToPos(limit.to, "x", true));
        if (right <= left) continue;
        ctx.moveTo(left, y);
        ctx.lineTo(right, y);
        ctx.stroke();
        ctx.setLineDash([]);
        ctx.font = `600 ${12 * scale}px ${getComputedStyle(this.box).fontFamily}`;
        ctx.textBaseline = limit.side === "high" ? "bottom" : "top";
        // The law's limit is named at the right: often somebody is called at the same degree.
        const isLegal = limit.level === "legal";
        ctx.textAlign = isLegal ? "right" : "left";
        const words = `${this.box.dataset[limit.level]} ${asMinus(shown(limit.value))}`;
        const x = isLegal ? right - 6 * scale : left + 6 * scale;
        const gap = (limit.side === "high" ? -3 : 3) * scale;
        // A rim in the colour of the ground keeps the words readable where the curve runs through them.
        ctx.lineWidth = 4 * scale;
        ctx.lineJoin = "round";
        ctx.strokeStyle = colour("surface");
        ctx.strokeText(words, x, y + gap);
        ctx.fillStyle = colour(tones[limit.level]);
        ctx.fillText(words, x, y + gap);
      }
      ctx.restore();
    };
    const tracks = this.series.tracks.length ? this.series.tracks : [{ probe: "" }];
    const drawn = [{}];
    const reach = [];
    this.means = [];
    for (const [at, track] of tracks.entries()) {
      const stroke = colour(strokes[at % strokes.length]);
      this.means.push(drawn.length);
      drawn.push({ label: track.probe, stroke, width: 2, dash: at ? [6, 4] : undefined, points: { show: false }, spanGaps: false });
      if (track.low) {
        reach.push({ series: [drawn.length + 1, drawn.length], fill: `color-mix(in srgb, ${stroke} 22%, transparent)` });
        for (let edge = 0; edge < 2; edge += 1) drawn.push({ stroke: "transparent", width: 0, points: { show: false }, spanGaps: false });
      }
    }
    this.plot?.destroy();
    this.plot = new this.uPlot(
      {
        ...this.size(),
        tzDate: (seconds) => this.uPlot.tzDate(new Date(seconds * 1000), this.zone),
        padding: [10, 14, 0, 0],
        legend: { show: false },
        cursor: { y: false, drag: { x: true, y: false, setScale: false } },
        bands: reach,
        scales: {
          x: { time: true, range: () => this.shown() },
          y: { range: () => this.range() },
        },
        axes: [
          { ...axis, size: 34, space: 64, values: (_plot, splits) => splits.map((at) => this.tick(at)) },
          { ...axis, size: 44, values: (_plot, splits) => splits.map((value) => asMinus(`${new Intl.NumberFormat(language).format(value / 1000)}°`)) },
        ],
        series: drawn,
        hooks: { drawClear: [bands], draw: [limits], setCursor: [(plot) => this.tell(plot)], setSelect: [(plot) => this.selected(plot)] },
      },
      this.data(),
      this.box,
    );
  }

  selected(plot) {
    const { left, width } = plot.select;
    if (width < 8) return;
    const [from, to] = [plot.posToVal(left, "x"), plot.posToVal(left + width, "x")];
    plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    this.look(from, to);
  }

  tick(at) {
    const moment = new Date(at * 1000);
    const [from, to] = this.shown();
    if (to - from > 14 * 86_400) return this.month.format(moment);
    const time = this.hour.format(moment);
    return time === "00:00" || time === "24:00" ? this.day.format(moment) : time;
  }

  // What the finger or the mouse points at.
  tell(plot) {
    const at = plot.cursor.idx;
    if (at === null || at === undefined || plot.cursor.left < 0) {
      this.readout.textContent = "\u00a0";
      return;
    }
    const moment = new Date(plot.data[0][at] * 1000);
    const [from, to] = this.shown();
    const date = to - from > 14 * 86_400 ? this.month : this.day;
    const words = [`${date.format(moment)} ${this.hour.format(moment)}`];
    for (const [number, mean] of this.means.entries()) {
      const value = plot.data[mean]?.[at];
      if (value === null || value === undefined) continue;
      const reach = this.series.tracks[number]?.low ? ` (${[plot.data[mean + 1][at], plot.data[mean + 2][at]].map((edge) => asMinus(shown(edge))).join(" – ")})` : "";
      words.push(`${asMinus(shown(value))}${reach}`);
    }
    this.readout.textContent = words.join("  ·  ");
  }
}

const box = document.querySelector("[data-chart]");
if (box) {
  const { default: uPlot } = await import("../vendor/uPlot.esm.js");
  chart = new Chart(box, uPlot);
  await chart.fetch();
}
