// The protocol: one idempotent PUT per thing. Only a receipt that says back what was sent means that it arrived.

const FOR_GOOD = new Set([403, 404, 409, 413, 415, 422]);

/** Why something did not arrive: "unsent" (try again), "signed-out" or "refused"; `reason` is the server's own words. */
export class NotSent extends Error {
  constructor(why, reason = "") {
    super(why);
    this.why = why;
    this.reason = reason;
  }
}

export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Send an entry. `body` holds its revision and is sent to the letter, so that trying again sends the same bytes. */
export async function sendEntry(api, id, revision, body, signal) {
  const bytes = new TextEncoder().encode(body);
  const digest = hex(await sha256(bytes));
  const receipt = await put(api + id, bytes, { "Content-Type": "application/json" }, signal);
  expect(receipt.id === id && receipt.revision === revision && receipt.digest === digest);
}

/** Send a photo `{id, bytes, digest, type}` of an entry that has arrived. */
export async function sendPhoto(api, entryId, photo, signal) {
  const base64 = btoa(String.fromCharCode(...photo.digest));
  const headers = { "Content-Type": photo.type, "Content-Digest": `sha-256=:${base64}:` };
  const receipt = await put(`${api}${entryId}/media/${photo.id}`, photo.bytes, headers, signal);
  expect(receipt.id === photo.id && receipt.digest === hex(photo.digest));
}

async function put(address, body, headers, signal) {
  let answer;
  try {
    answer = await fetch(address, { method: "PUT", body, headers, signal, redirect: "error", cache: "no-store" });
  } catch {
    throw new NotSent("unsent");
  }
  if (answer.ok) return (await json(answer)) ?? {};
  const problem = await json(answer);
  if (answer.status === 401 && problem) throw new NotSent("signed-out");
  // Only our own server refuses for good; anything else may be a portal or a proxy on the way.
  throw new NotSent(problem && FOR_GOOD.has(answer.status) ? "refused" : "unsent", problem?.title);
}

async function json(answer) {
  if (!/^application\/(problem\+)?json\b/.test(answer.headers.get("Content-Type") ?? "")) return null;
  return answer.json().catch(() => null);
}

function expect(echoed) {
  if (!echoed) throw new NotSent("unsent");
}
