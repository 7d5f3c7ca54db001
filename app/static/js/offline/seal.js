// An envelope that only the server can open: HPKE (RFC 9180) to its public key. Inside stands who wrote it.
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "../../vendor/hpke-core-1.9.0/hpke.js";

const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/**
 * Put `body` (bytes) in an envelope with `header` {device, sequence, kind, entry, media, type}, to which its digest is added.
 * `key` (hex) and `public` (base64url) are the server's. Answers `{id, bytes, digest}`.
 */
export async function seal(header, body, { key, public: publicKey }) {
  const id = crypto.randomUUID();
  const digest = await sha256(body);
  const told = utf8(JSON.stringify({ ...header, digest }));
  const plain = joined([u32(told.length), told, new Uint8Array(body)]);
  const recipientPublicKey = await suite.kem.deserializePublicKey(fromBase64Url(publicKey));
  const info = utf8(`werkbrug sealed 1 ${id}`); // so that contents cannot be moved to another envelope
  const { enc, ct } = await suite.seal({ recipientPublicKey, info }, plain);
  const bytes = joined([fromHex(key), new Uint8Array(enc), new Uint8Array(ct)]);
  return { id, bytes: bytes.buffer, digest };
}

/** The SHA-256 of bytes, in hex. */
export async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function utf8(text) {
  return new TextEncoder().encode(text);
}

function u32(number) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function fromHex(text) {
  return Uint8Array.from(text.match(/../g), (byte) => Number.parseInt(byte, 16));
}

function fromBase64Url(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}
