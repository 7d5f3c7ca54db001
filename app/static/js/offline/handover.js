// What cannot be sent for days, as a file for the supervisor: the envelopes as they are, closed.
import { rows } from "./outbox.js";
import { store } from "./store.js";

const MOST = 50_000_000; // bytes in one file

/** Download what waits here, of everybody: whoever takes it in gets only what is of their students. Several files for much. */
export async function makeFile() {
  const db = await store();
  const parts = [];
  let size = 0;
  const finish = () => {
    if (parts.length) download(new Blob(["WERKBRUG1\n", ...parts.splice(0)], { type: "application/octet-stream" }));
    size = 0;
  };
  for (const { id, state } of inOrder(await rows())) {
    if (state !== "waiting" && state !== "refused") continue;
    const bytes = await db.get("envelopes", id);
    if (size + bytes.byteLength > MOST) finish();
    size += bytes.byteLength;
    parts.push(head(id, bytes.byteLength), bytes);
  }
  finish();
}

/** Entries before photos, as they are sent. */
function inOrder(all) {
  return [...all.filter(({ kind }) => kind !== "media"), ...all.filter(({ kind }) => kind === "media")];
}

/** `16 bytes of the id || u32 length`. */
function head(id, length) {
  const bytes = new Uint8Array(20);
  bytes.set(id.replaceAll("-", "").match(/../g).map((byte) => Number.parseInt(byte, 16)));
  new DataView(bytes.buffer).setUint32(16, length);
  return bytes;
}

function download(file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `werkbrug-${new Date().toISOString().slice(0, 10)}.werkbrug`;
  link.click();
}
