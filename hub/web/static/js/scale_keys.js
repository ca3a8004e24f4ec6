// Zero and tare over the line: the press goes to the house, and what the scale made of it comes back on its live stream.

const SPRITE = "vendor/icons.svg#";
const SHOWN_MS = 12000;

// A tone, an icon and a word, as the house has them: never by colour alone.
export const showWord = (place, [, icon, text]) => {
  const use = place.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/[^/]*\/icons\.svg#.*/, SPRITE + icon));
  const said = place.querySelector("span");
  if (said.textContent !== text) said.textContent = text;
};

// Follows the key forms of one scale; gives back what to do with an answer of that scale.
export function keys(box) {
  const answers = JSON.parse(box.dataset.answers);
  const place = box.querySelector("[data-answer]");
  const mine = new Set();
  let hide = null;

  const show = (said) => {
    showWord(place, said);
    place.className = `weight-answer ${said[0]}`;
    place.hidden = false;
    clearTimeout(hide);
    hide = setTimeout(() => {
      place.hidden = true;
    }, SHOWN_MS);
  };

  const press = async (form) => {
    const body = new FormData(form);
    // Each press is a word of its own; the page's operation would make the second press the first one said again.
    const operation = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    body.set("operation", operation);
    mine.add(operation);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!answer.ok) show(answers.not_there);
    } catch {
      show(answers.not_there);
    } finally {
      form.classList.remove("is-sending");
      form.removeAttribute("aria-busy");
      form.querySelector("[data-pressed]")?.removeAttribute("data-pressed");
    }
  };

  for (const form of document.querySelectorAll(`[data-scale-keys="${box.dataset.scale}"] form`)) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      press(form);
    });
  }

  return (payload) => {
    if (mine.delete(payload.operation)) show(answers[payload.outcome] ?? answers.sent);
  };
}
