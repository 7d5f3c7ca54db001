// A form with a file field: chosen photos are made small on the phone, without metadata, before the form is sent.
// What this browser cannot open (HEIC) goes as it is; the server cleans that.
import { shrink } from "./photo.js";

for (const input of document.querySelectorAll("input[type=file]")) {
  const button = document.querySelector(`button[form="${input.form.id}"]`);
  input.addEventListener("change", async () => {
    button.disabled = true;
    try {
      const small = new DataTransfer();
      for (const file of input.files) {
        const blob = await shrink(file).catch(() => file);
        small.items.add(blob === file ? file : new File([blob], "foto.jpg", { type: blob.type }));
      }
      input.files = small.files;
    } finally {
      button.disabled = false;
    }
  });
}
