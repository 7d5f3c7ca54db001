// What waits on this phone of who is here, put together: a log is an entry and its photos.
import { rows } from "./outbox.js";

/**
 * The logs of which something is still here, oldest first: `{entry, rows, state, since, refused, item}`. `state` is "waiting",
 * "refused" or "sent" (only when it is still drawn), `refused` are its refused rows, `item` how it is drawn, if that is known.
 */
export async function waitingLogs(vault) {
  const items = new Map(await vault.all("item"));
  const logs = new Map();
  for (const row of await rows(vault.device)) {
    if (row.state === "staged" || row.kind === "review") continue;
    const log = logs.get(row.entry) ?? { entry: row.entry, rows: [], since: row.since };
    log.rows.push(row);
    logs.set(row.entry, log);
  }
  for (const log of logs.values()) {
    log.item = items.get(log.entry);
    log.refused = log.rows.filter(({ state }) => state === "refused");
    log.state = log.refused.length ? "refused" : log.rows.some(({ state }) => state === "waiting") ? "waiting" : "sent";
  }
  return [...logs.values()].filter(({ state, item }) => state !== "sent" || item).sort((one, other) => one.since - other.since);
}

const LONG = 2 * 24 * 3600 * 1000;

/** Whether something does not get away by itself: it waits for days, or its device does not count any more. */
export function isStuck({ state, since, reason }) {
  return state === "refused" ? reason.code === "device-withdrawn" : state === "waiting" && Math.abs(Date.now() - since) > LONG;
}
