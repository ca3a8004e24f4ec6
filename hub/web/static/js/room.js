// Cold rooms: the big numbers follow the stream; the curve is drawn from the house's series, with its limits as lines and its
// excursions as bands. Nothing is judged here: states and excursions come from the server.

import { listen } from "./live.js";

// Plain "en" would be American to the browser; the house writes days before months.
const language = { en: "en-GB" }[document.documentElement.lang] ?? document.documentElement.lang;
const degrees = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const shown = (thousandths) => `${degrees.format(thousandths / 1000)}\u00a0°C`;
let chart = null;
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
    // A fault, a first word or a return changes more than the number.
    const wasOld = room.classList.contains("is-old");
    if (payload.temperature_mc === null || wasOld || !at) {
      window.htmx?.trigger(room.closest("[hx-get]"), "changed");
    }
    if (payload.temperature_mc !== null) chart?.add(Date.parse(payload.at) / 1000, payload.temperature_mc);
  });
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
    this.day = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", timeZone: this.zone });
    new ResizeObserver(() => this.plot?.setSize(this.size())).observe(box);
    const redraw = () => this.draw();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    document.fonts?.ready.then(redraw);
    setInterval(() => document.hidden || this.fetch(), 60_000);
    document.addEventListener("visibilitychange", () => document.hidden || this.fetch());
  }

  async fetch() {
    try {
      const answer = await fetch(this.box.dataset.chart, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      this.series = await answer.json();
      this.failed.hidden = true;
      this.draw();
    } catch {
      this.failed.hidden = false;
    }
  }

  // A value of this moment goes to the end of the last track; the next fetch brings what the server made of it.
  add(at, value) {
    const track = this.series?.tracks.at(-1);
    if (!track || at <= (track.t.at(-1) ?? 0)) return;
    track.t.push(Math.floor(at));
    track.v.push(value);
    const passed = Math.max(0, at - this.series.to);
    this.series.from += passed;
    this.series.to += passed;
    this.plot?.setData(this.data());
  }

  data() {
    const tables = this.series.tracks.map((track) => [track.t, track.v]);
    if (!tables.length) return [[this.series.from, this.series.to], [null, null]];
    return tables.length === 1 ? tables[0] : this.uPlot.join(tables);
  }

  size() {
    return { width: Math.max(200, this.box.clientWidth), height: this.box.clientHeight };
  }

  // The lowest and highest of the curve and of the limits, with room to breathe.
  range() {
    const values = this.series.tracks.flatMap((track) => track.v.filter((value) => value !== null));
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
    const tones = { warn: "warn", alarm: "bad", critical: "bad" };
    const dashes = { warn: [2, 4], alarm: [8, 5], critical: [] };
    const strokes = ["spruce", "beet", "carrot"];
    const axis = { stroke: colour("ink-quiet"), grid: { stroke: colour("line"), width: 1 }, ticks: { stroke: colour("line"), width: 1 }, font };
    const bands = (plot) => {
      const { ctx, bbox } = plot;
      ctx.save();
      const grave = Object.keys(tones);
      for (const band of this.series.excursions.toSorted((one, other) => grave.indexOf(one.level) - grave.indexOf(other.level))) {
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
        ctx.moveTo(bbox.left, y);
        ctx.lineTo(bbox.left + bbox.width, y);
        ctx.stroke();
        ctx.setLineDash([]);
        ctx.font = `600 ${12 * scale}px ${getComputedStyle(this.box).fontFamily}`;
        ctx.textBaseline = limit.side === "high" ? "bottom" : "top";
        ctx.textAlign = "left";
        const words = `${this.box.dataset[limit.level]} ${asMinus(shown(limit.value))}`;
        const x = bbox.left + 6 * scale;
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
    this.plot?.destroy();
    this.plot = new this.uPlot(
      {
        ...this.size(),
        tzDate: (seconds) => this.uPlot.tzDate(new Date(seconds * 1000), this.zone),
        padding: [10, 14, 0, 0],
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false } },
        scales: {
          x: { time: true, range: () => [this.series.from, this.series.to] },
          y: { range: () => this.range() },
        },
        axes: [
          { ...axis, size: 34, space: 64, values: (_plot, splits) => splits.map((at) => this.tick(at)) },
          { ...axis, size: 44, values: (_plot, splits) => splits.map((value) => asMinus(`${new Intl.NumberFormat(language).format(value / 1000)}°`)) },
        ],
        series: [
          {},
          ...(this.series.tracks.length ? this.series.tracks : [{ probe: "" }]).map((track, at) => ({
            label: track.probe,
            stroke: colour(strokes[at % strokes.length]),
            width: 2,
            dash: at ? [6, 4] : undefined,
            points: { show: false },
            spanGaps: false,
          })),
        ],
        hooks: { drawClear: [bands], draw: [limits], setCursor: [(plot) => this.tell(plot)] },
      },
      this.data(),
      this.box,
    );
  }

  tick(at) {
    const moment = new Date(at * 1000);
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
    const values = plot.data.slice(1).map((values) => values[at]).filter((value) => value !== null && value !== undefined);
    const moment = new Date(plot.data[0][at] * 1000);
    const words = [`${this.day.format(moment)} ${this.hour.format(moment)}`, ...values.map((value) => asMinus(shown(value)))];
    this.readout.textContent = words.join("  ·  ");
  }
}

const box = document.querySelector("[data-chart]");
if (box) {
  const { default: uPlot } = await import("../vendor/uPlot.esm.js");
  chart = new Chart(box, uPlot);
  await chart.fetch();
}
