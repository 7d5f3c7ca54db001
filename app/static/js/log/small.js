// A form with a file field: chosen photos are made small on the phone, without metadata, before the form is sent.
// What this browser cannot open (HEIC) goes as it is; the server cleans that.
import { prepare } from "./photo.js";

for (const input of document.querySelectorAll("input[type=file]")) {
  const button = document.querySelector(`button[form="${input.form.id}"]`);
  const shown = document.createElement("div");
  shown.className = "row wrap chosen-photos";
  input.closest(".file-photo").after(shown);
  input.classList.add("empty"); // what the browser says of no file is no news

  input.addEventListener("change", async () => {
    button.disabled = true;
    const small = new DataTransfer();
    const pictures = [];
    for (const file of input.files) {
      const { blob, small: visible } = await prepare(file, Infinity).catch(() => ({ blob: file, small: null }));
      small.items.add(new File([blob], "foto", { type: blob.type }));
      if (visible) pictures.push(picture(visible, input.labels[0].textContent.trim()));
    }
    input.files = small.files;
    shown.replaceChildren(...pictures);
    input.classList.toggle("empty", !small.files.length);
    button.disabled = false;
  });
}

function picture(blob, label) {
  const image = new Image();
  image.src = URL.createObjectURL(blob);
  image.alt = label;
  image.onload = () => URL.revokeObjectURL(image.src);
  return image;
}
