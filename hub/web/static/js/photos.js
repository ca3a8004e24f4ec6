// Photos in a form: after each one the next can be taken. A small picture of it is drawn here; what is sent is the file itself.

const MOST = 6;
const SIDE = 120;

const preview = async (file, into) => {
  try {
    const picture = await createImageBitmap(file);
    const canvas = document.createElement("canvas");
    const scale = SIDE / Math.max(picture.width, picture.height);
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    into.replaceChildren(canvas);
  } catch {
    // The browser cannot draw it; the hub will say whether it can.
    into.textContent = file.name;
  }
};

for (const field of document.querySelectorAll("[data-photos]")) {
  const box = field.querySelector(".photo-inputs");
  const empty = box.querySelector(".photo-input").cloneNode(true);
  empty.querySelector(".photo-label span").textContent = field.dataset.next;
  box.addEventListener("change", (event) => {
    const input = event.target;
    const label = input.closest(".photo-input");
    if (!input.files.length) return;
    const known = label.classList.contains("is-taken");
    label.classList.add("is-taken");
    preview(input.files[0], label.querySelector(".photo-label"));
    if (!known && box.querySelectorAll(".photo-input").length < MOST) box.append(empty.cloneNode(true));
  });
}
