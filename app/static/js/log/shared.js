// Photos that were shared with the app from the phone's gallery; the worker put them in the vault.

/** Give them to the log that begins here: `photos` is none where there may be none. Then they are only there. */
export async function takeShared(vault, photos) {
  const shared = await vault?.get("draft", "shared");
  if (!shared) return;
  photos?.take(shared.files.map(({ type, bytes }) => new Blob([bytes], { type })));
  await photos?.ready();
  await vault.delete("draft", "shared");
}
