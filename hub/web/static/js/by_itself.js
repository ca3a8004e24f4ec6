// The station taking each load by itself. It sends what a press would send, the number of a weighing that the hub has written down,
// and puts the hub's answer into the open page, so that the display stays live and the next crate can come.

import { sound } from "./tone.js";

const TRIES = 2;
const STANDING_MS = 5000;

export function byItself(form) {
  const take = form.querySelector("[data-take]");
  const weighing = form.querySelector("[data-weighing]");
  const operation = form.querySelector("[name=operation]");
  const count = form.querySelector("[name=count]");
  let waiting = null; // a load that the hub has announced and that is to be seen standing still on the scale
  let tried = 0;
  let seen = null; // what the scale showed last

  const part = (name, page = document) => page.querySelector(`[data-part="${name}"]`);

  const sayUnreachable = () => {
    const notice = document.createElement("div");
    notice.className = "notice bad";
    notice.setAttribute("role", "alert");
    notice.append(form.dataset.unreachable);
    part("after").replaceChildren(notice);
  };

  const showAnswer = (page) => {
    for (const name of ["after", "asks", "came"]) {
      part(name).replaceChildren(...part(name, page).childNodes);
      window.htmx?.process(part(name));
    }
    const fresh = page.querySelector("form.station");
    operation.value = fresh.querySelector("[name=operation]").value;
    if (count) count.value = fresh.querySelector("[name=count]").value;
    // Taken, it is no longer offered; refused, it still is, for whatever the answer asks.
    weighing.value = fresh.querySelector("[data-weighing]").value;
    form.querySelector("[data-weighing-word]").textContent = fresh.querySelector("[data-weighing-word]").textContent;
    form.dispatchEvent(new CustomEvent("answered", { detail: { offered: Boolean(weighing.value) } }));
    part("after").scrollIntoView({ block: "nearest" });
  };

  async function post(body, left = TRIES) {
    try {
      return await fetch(form.action, { method: "POST", body });
    } catch (err) {
      if (left <= 1) throw err;
      return post(body, left - 1);
    }
  }

  async function send() {
    const body = new FormData(form, take);
    // One load, one operation: asking again after a lost answer gets the same answer, and the next load is a new question.
    body.set("operation", `${operation.value}-${weighing.value}`);
    try {
      const answer = await post(body);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!part("after", page)) {
        window.location.reload();
        return;
      }
      showAnswer(page);
      sound(answer.ok ? "saved" : "refused");
    } catch {
      sayUnreachable();
      sound("refused");
    } finally {
      form.classList.remove("is-sending");
      form.removeAttribute("aria-busy");
      take.removeAttribute("data-pressed");
    }
  }

  form.addEventListener("submit", (event) => {
    if (event.submitter !== take) return;
    event.preventDefault();
    send();
  });

  // A count that is typed before the crate comes: Enter says that it is complete.
  count?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || weighing.value) return;
    event.preventDefault();
    count.blur();
  });

  // A load is taken only while it stands there, and only by a window that somebody can see.
  const takeIfStanding = () => {
    if (!waiting || waiting.id <= tried || seen?.state !== "stable" || document.visibilityState !== "visible") return;
    // The hub's own times: a load written down long before the scale came to this rest is another one, and waits for a press.
    if (Date.parse(seen.at) - Date.parse(waiting.at) > STANDING_MS) return;
    tried = waiting.id;
    waiting = null;
    // A count that is missing or still being typed is asked for; Enter then takes the load.
    if (document.activeElement === count) return;
    if (count && !count.value.trim()) {
      count.focus();
      return;
    }
    form.requestSubmit(take);
  };

  return {
    written(load) {
      waiting = load;
      takeIfStanding();
    },
    shows(payload) {
      seen = payload;
      if (payload.state === "empty" || payload.state === "moving") waiting = null;
      takeIfStanding();
    },
  };
}
