// What every page does: menus that close, forms that send once, a scanner that never types into the void, and htmx with its token.

const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-Csrf"] = csrf;
});

// A fragment that could not be fetched says so in the place where the page says everything.
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    // The banner asks by itself, and asks again; a page with something typed in it is not loaded anew for that.
    if (event.detail.elt?.id === "alarms") return;
    const said = document.getElementById("said");
    const answer = event.detail.xhr?.responseText;
    if (!said) return;
    if (answer && event.detail.xhr.getResponseHeader("Content-Type")?.startsWith("text/html")) {
      said.innerHTML = answer;
    } else {
      window.location.reload();
    }
    said.scrollIntoView({ block: "nearest" });
  });
}

// Menus are <details>: only one is open, and Escape or a press beside it closes it.
const menus = () => [...document.querySelectorAll("details[data-menu][open]")];
document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A form sends once. The button stays marked until the answer comes; coming back to the page makes it usable again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-once]")) return;
  if (form.classList.contains("is-sending")) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.classList.add("is-sending");
  form.setAttribute("aria-busy", "true");
  event.submitter?.setAttribute("data-pressed", "");
  // An answer may be a file, and then the page stays; sending again is safe, because the operation id is the same.
  setTimeout(() => makeUsable(form), 15000);
}, true);
const makeUsable = (form) => {
  form.classList.remove("is-sending");
  form.removeAttribute("aria-busy");
  form.querySelector("[data-pressed]")?.removeAttribute("data-pressed");
};
window.addEventListener("pageshow", () => document.querySelectorAll("form.is-sending").forEach(makeUsable));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt?.closest?.("form");
  if (form) makeUsable(form);
});

// What the hub said of a value is not said of another one.
document.addEventListener("input", (event) => {
  const field = event.target.closest?.(".field.has-problem");
  if (!field) return;
  field.classList.remove("has-problem");
  field.querySelector(".field-problem")?.remove();
  for (const input of field.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
});

// A barcode scanner is a keyboard that ends with Enter. Keys typed while nothing has the focus belong to the scan field.
const TYPES = "input, select, textarea, [contenteditable]";
document.addEventListener("keydown", (event) => {
  const field = document.querySelector("[data-scan]:not(:disabled)");
  if (!field || event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1) return;
  if (event.target.closest?.(TYPES)) return;
  if (event.key === " " && event.target.closest?.("button, summary, a")) return;
  field.focus();
  field.value = "";
});
// A part of the page may be renewed in the middle of a scan: what is in the field then and was not sent yet stays as it is.
document.addEventListener("submit", (event) => {
  const field = event.target.querySelector("[data-scan]");
  if (field) field.dataset.sent = field.value;
});
const focusScan = () => {
  const field = document.querySelector("[data-scan]:not(:disabled)");
  const typing = document.activeElement?.matches(TYPES);
  if (!field || (typing && (document.activeElement !== field || field.value !== (field.dataset.sent ?? "")))) return;
  field.focus({ preventScroll: true });
  field.select();
};
focusScan();
document.addEventListener("htmx:afterSettle", focusScan);

if (document.querySelector("[data-live]")) import("./live.js");
if (document.querySelector("[data-scanner]")) import("./scanner.js");
if (document.getElementById("alarms")) import("./alarms.js");
