// Photos are made small on the phone; drawing them also turns them upright and leaves out all metadata.
const LONGEST_SIDE = 1600;
const QUALITY = 0.8;

/** A JPEG of at most 1600 pixels a side. Rejects when the browser cannot open the file. */
export async function shrink(file) {
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    const paper = canvas.getContext("2d");
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    if (blob?.type !== "image/jpeg") throw new TypeError("this browser does not write JPEG");
    return blob;
  } finally {
    URL.revokeObjectURL(address);
  }
}
