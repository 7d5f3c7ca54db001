// How work is drawn while it is on this phone only: pictures with their words, and small photos.

/** How a choice looks: its word and the address of its picture. */
export function looks(choice) {
  return { label: choice.querySelector(".word").textContent, picture: new URL(choice.querySelector("img").src).pathname };
}

/** Pictures with their words. */
export function chips(looked) {
  return looked.map(({ label, picture }) => {
    const chip = document.createElement("span");
    const image = new Image();
    image.src = picture;
    image.alt = "";
    chip.className = "task-chip";
    chip.append(image, label);
    return chip;
  });
}

/** Small photos, as far as this browser can show them. */
export function shots(photos) {
  return photos
    .filter(({ small }) => small)
    .map(({ small }) => {
      const image = new Image();
      image.src = URL.createObjectURL(new Blob([small], { type: "image/jpeg" }));
      image.alt = "";
      return image;
    });
}
