// The order form: plus and minus at each article, a running sum, and filters that take effect at once. Without this script the
// fields and the "Show" button do the same.

const form = document.querySelector("[data-order-form]");
const fields = () => [...form.querySelectorAll("[data-packs]")];
const packs = (field) => (/^\s*\d+\s*$/.test(field.value) ? Number(field.value) : 0);
// The server writes the currency once, at an amount of nothing; the same words stand at every sum.
const decimals = new Intl.NumberFormat(document.documentElement.lang, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const money = (cents) => form.dataset.noMoney.replace(/0[.,]00/, () => decimals.format(cents / 100));

const addUp = () => {
  const chosen = fields().filter((field) => packs(field) > 0);
  const cents = chosen.reduce((sum, field) => sum + packs(field) * Number(field.dataset.price), 0);
  form.querySelector("[data-basket-lines]").textContent = String(chosen.length);
  form.querySelector("[data-basket-total]").textContent = money(cents);
  for (const field of fields()) field.closest(".offer")?.classList.toggle("chosen", packs(field) > 0);
};

if (form) {
  for (const button of form.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const field = button.parentElement.querySelector("[data-packs]");
      const next = Math.max(0, packs(field) + Number(button.dataset.step));
      field.value = next === 0 ? "" : String(next);
      addUp();
    });
  }
  form.addEventListener("input", addUp);
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) form.requestSubmit();
  });
  // Fields that say nothing stay out of the address.
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (String(value).trim() === "") event.formData.delete(name);
  });
  addUp();
}
