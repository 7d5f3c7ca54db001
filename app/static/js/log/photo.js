// Photos are made small on the phone; drawing them also turns them upright and leaves out all metadata. A HEIC that the
// browser cannot draw goes as it is, and the server does the same with it.
const LONGEST_SIDE = 1600;
const QUALITY = 0.8;
const HEIC = new Set(["heic", "heix", "heim", "heis"]);

/** Why a photo cannot be taken along: "unreadable" or "too-large". */
export class NotTaken extends Error {
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/** What to send of a file, and whether this browser can show it: `{blob, shown}`. Rejects with NotTaken. */
export async function prepare(file, mostBytes) {
  try {
    return { blob: await shrink(file), shown: true };
  } catch {
    if (!(await isHeic(file).catch(() => false))) throw new NotTaken("unreadable");
    if (file.size > mostBytes) throw new NotTaken("too-large");
    return { blob: new Blob([file], { type: "image/heic" }), shown: false };
  }
}

/** A JPEG of at most 1600 pixels a side. Rejects when the browser cannot open the file. */
async function shrink(file) {
  const address = URL.createObjectURL(file);
  const canvas = document.createElement("canvas");
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
    canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
    canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
    const paper = canvas.getContext("2d");
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    if (blob?.type !== "image/jpeg") throw new TypeError("this browser does not write JPEG");
    return blob;
  } finally {
    URL.revokeObjectURL(address);
    canvas.width = canvas.height = 0; // gives the memory back at once: the next photo may need it
  }
}

/** Whether the first box of the file says HEIC. */
async function isHeic(file) {
  const head = new DataView(await file.slice(0, 256).arrayBuffer());
  const word = (at) => String.fromCharCode(...[0, 1, 2, 3].map((step) => head.getUint8(at + step)));
  if (word(4) !== "ftyp") return false;
  const end = Math.min(head.getUint32(0), head.byteLength) - 3;
  for (let at = 8; at < end; at += 4) if (at !== 12 && HEIC.has(word(at))) return true;
  return false;
}
