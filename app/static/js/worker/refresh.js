// Keeping pages before anybody needs them: gently, one after another, and only what changed.
import { remember } from "../offline/store.js";
import { current } from "../offline/vault.js";
import { fillForSupervisor, version } from "./files.js";
import { forgetOthers, keep, keptPage, keptPages, whose } from "./pages.js";

const ALWAYS = {
  student: ["/today", "/log", "/work", "/bridge", "/me"],
  staff: ["/review", "/review?list=1", "/me"],
};
const WITHIN = {
  student: ["/today", /href="(\/log\/task\/[0-9a-f-]{36})"/g],
  staff: ["/review?list=1", /href="(\/review\/[0-9a-f-]{36})"/g],
};
const MOST = 50; // pages that others lead to

let running = null;

/** Keep the pages of who is here: `{role, language}`, as the page says that asks for it. */
export function refresh(asked) {
  running ??= round(asked)
    .catch(() => null)
    .finally(() => (running = null));
  return running;
}

async function round({ role, language }) {
  await remember(["language"], (now) => (now.language = language));
  const vault = await current();
  if (!vault) return;
  await vault.put("me", "role", role);
  const kind = role === "student" ? "student" : "staff";
  if (kind === "staff") await fillForSupervisor();
  const news = await changes(await vault.get("me", "pages"));
  const keys = new Set(ALWAYS[kind]);
  for (const key of ALWAYS[kind]) await keepOne(vault, key, news);
  const [from, links] = WITHIN[kind];
  const text = (await keptPage(vault, from))?.text ?? "";
  const further = [...new Set(Array.from(text.matchAll(links), ([, path]) => path))].slice(0, MOST);
  for (const key of further) {
    if (await keepOne(vault, key, news)) keys.add(key);
  }
  await forgetOthers(vault, keys);
  if (news.cursor) await vault.put("me", "pages", news.cursor);
}

/** What changed since the pages were kept. */
async function changes(cursor = "") {
  const answer = await fetch(`/api/changes?since=${encodeURIComponent(cursor)}`, { cache: "no-store" });
  if (!answer.ok) throw new TypeError("nothing is known");
  const { cursor: next, changed, entries } = await answer.json();
  return { cursor: next, paths: new Set(changed), entries: new Set(entries.map(({ id }) => id)) };
}

/** Keep one page, if it is not here as it is now; false when there is none. Throws when it cannot be known. */
async function keepOne(vault, key, news) {
  const page = await keptPage(vault, key);
  const path = key.split("?")[0];
  const entry = path.startsWith("/review/") && path.slice("/review/".length);
  const changed = entry ? news.entries.has(entry) : news.paths.has(path.startsWith("/log/") ? "/log" : path);
  if (page?.version === version() && !changed) return true;
  const answer = await fetch(key, { redirect: "manual", cache: "no-store" });
  if (answer.status === 404) return false;
  if (whose(answer) !== vault.device) throw new TypeError("not a page of who is here");
  await keep(vault, key, answer);
  return true;
}
