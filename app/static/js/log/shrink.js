// How a photo is made small: drawn anew, which also turns it upright and leaves out all metadata. For pages and workers.
export const LARGE = 1600; // pixels of the longest side
export const SMALL = 320; // as it is shown in a list while it waits

/** Draw a picture on a canvas so that no side is longer than `longest`. */
export function draw(picture, width, height, longest, canvas) {
  const scale = Math.min(1, longest / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
}

/** Throw unless this is a JPEG: some browsers answer something else to what they cannot write. */
export function jpeg(blob) {
  if (blob?.type !== "image/jpeg") throw new TypeError("this browser does not write JPEG");
  return blob;
}

export const AS_JPEG = { type: "image/jpeg", quality: 0.8 };
