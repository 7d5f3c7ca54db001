// Photos are made small on the phone, by a worker where the browser has what that takes. A HEIC that the browser cannot
// draw goes as it is, and the server does the same with it.
import { script } from "../offline/shell.js";
import { AS_JPEG, LARGE, SMALL, draw, jpeg } from "./shrink.js";

const HEIC = new Set(["heic", "heix", "heim", "heis"]);

/** Why a photo cannot be taken along: "unreadable" or "too-large". */
export class NotTaken extends Error {
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/**
 * What to send of a file, `{blob, small}`: `small` is a little JPEG of it, or null where this browser cannot show the file.
 * Rejects with NotTaken.
 */
export async function prepare(file, mostBytes) {
  try {
    const { large, small } = (await inWorker(file)) ?? (await inPage(file));
    return { blob: large, small };
  } catch {
    if (!(await isHeic(file).catch(() => false))) throw new NotTaken("unreadable");
    if (file.size > mostBytes) throw new NotTaken("too-large");
    return { blob: new Blob([file], { type: "image/heic" }), small: null };
  }
}

// ---------------------------------------------------------------- in a worker

let worker; // undefined before the first photo, null where there is none
const asked = new Map();

/** `{large, small}`, or nothing when the worker cannot do it. */
async function inWorker(file) {
  if (worker === undefined) worker = makeWorker();
  if (!worker) return null;
  const done = await new Promise((resolve) => {
    const n = asked.size ? Math.max(...asked.keys()) + 1 : 0;
    asked.set(n, resolve);
    worker.postMessage({ n, file });
  });
  return done?.large ? done : null;
}

function makeWorker() {
  if (!globalThis.OffscreenCanvas?.prototype.convertToBlob || !globalThis.createImageBitmap) return null;
  try {
    const made = new Worker(script(new URL("./shrinker.js", import.meta.url)), { type: "module" });
    made.addEventListener("message", ({ data }) => answer(data.n, data));
    made.addEventListener("error", () => {
      worker = null;
      for (const n of [...asked.keys()]) answer(n, null);
    });
    return made;
  } catch {
    return null;
  }
}

function answer(n, data) {
  asked.get(n)?.(data);
  asked.delete(n);
}

// ---------------------------------------------------------------- in the page

async function inPage(file) {
  const address = URL.createObjectURL(file);
  const canvas = document.createElement("canvas");
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    draw(image, image.naturalWidth, image.naturalHeight, LARGE, canvas);
    const large = await encoded(canvas);
    const less = document.createElement("canvas");
    draw(canvas, canvas.width, canvas.height, SMALL, less);
    return { large, small: await encoded(less) };
  } finally {
    URL.revokeObjectURL(address);
    canvas.width = canvas.height = 0;
  }
}

async function encoded(canvas) {
  return jpeg(await new Promise((resolve) => canvas.toBlob(resolve, AS_JPEG.type, AS_JPEG.quality)));
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
