// A barcode scanner on a serial line: what it reads is put into the scan field of the page in front, and sent, as if the scanner were
// a keyboard there. The house says who may act on a scan, so that two open pages never act on the same one.

import { listen } from "./live.js";
import { sound } from "./tone.js";

// Identifiers that say "GS1 data"; any other names only the kind of bars, which no page asks for.
const GS1 = /^\](C1|d2|Q3|e\d)$/;
const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";

async function mayTake(key, scan) {
  try {
    const address = `/scans/${encodeURIComponent(key)}/${encodeURIComponent(scan.id)}`;
    const answer = await fetch(address, { method: "POST", headers: { "X-Csrf": csrf } });
    return answer.ok && (await answer.json()).yours;
  } catch {
    return false;
  }
}

function sayTrouble(here) {
  const notice = document.createElement("div");
  notice.className = "notice bad";
  notice.setAttribute("role", "alert");
  notice.append(here.dataset.trouble);
  document.getElementById("said")?.replaceChildren(notice);
  notice.scrollIntoView({ block: "nearest" });
  sound("refused");
}

for (const here of document.querySelectorAll("[data-scanner]")) {
  const form = here.closest("form");
  const field = form?.querySelector("[data-scan]");
  const key = here.dataset.scanner;
  const seen = new Set();

  const act = async (scan) => {
    // A page on its way out, or behind another one, leaves the scan to the page that is in front.
    if (document.visibilityState !== "visible" || document.querySelector("form.is-sending")) return;
    if (!field?.isConnected || seen.has(scan.id)) return;
    seen.add(scan.id);
    if (!(await mayTake(key, scan))) return;
    if (scan.trouble) {
      sayTrouble(here);
      return;
    }
    field.value = GS1.test(scan.identifier ?? "") ? scan.identifier + scan.text : scan.text;
    // One scan, one operation: the house answers a repeated one with its first answer.
    const operation = form.querySelector("[name=operation]");
    if (operation) operation.value = `scan-${scan.id}`;
    form.requestSubmit();
  };

  listen(here, (topic, payload) => {
    if (topic.startsWith("samlast/live/scan/")) act(payload);
    if (topic.startsWith("samlast/state/")) here.classList.toggle("is-lost", payload.state === "lost");
  });
}
