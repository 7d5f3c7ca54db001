export function serve(kept) { console.log(kept.version); }
