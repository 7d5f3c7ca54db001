// Finding by Dutch words, as app/catalogue/search.py does on the server; that says what is tried and in which order.
const LOOSE = 4;
const SLIP = 5;
const SHORTEST_LOOSE = 4;
const LONGEST_ENDING = 3;

export function fold(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
}

export function split(text) {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** What fits every word of the query, best first. `wordsOf` gives [rank, word] pairs. */
export function search(query, things, wordsOf) {
  const typed = split(query);
  if (typed.length === 0) return things;
  const found = ranked(typed, things, wordsOf, false);
  return found.length > 0 ? found : ranked(typed, things, wordsOf, true);
}

function ranked(typed, things, wordsOf, slips) {
  const found = [];
  for (const thing of things) {
    const known = wordsOf(thing);
    const scores = typed.map((word) => score(word, known, slips));
    if (!scores.includes(null)) found.push([scores.reduce((sum, one) => sum + one), thing]);
  }
  return found.sort(([one], [other]) => one - other).map(([, thing]) => thing);
}

function score(typed, known, slips) {
  const starts = known.filter(([, word]) => word.startsWith(typed)).map(([rank]) => rank);
  if (starts.length > 0) return Math.min(...starts);
  if (typed.length < SHORTEST_LOOSE) return null;
  if (known.some(([, word]) => word.includes(typed) || ending(typed, word))) return LOOSE;
  return slips && known.some(([, word]) => slip(typed, word)) ? SLIP : null;
}

function ending(typed, word) {
  return word.length >= SHORTEST_LOOSE && typed.startsWith(word) && typed.length - word.length <= LONGEST_ENDING;
}

function slip(typed, word) {
  return [0, 1, -1].some((more) => oneApart(typed, word.slice(0, typed.length + more))) || oneApart(typed, word);
}

function oneApart(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  const shortest = Math.min(one.length, other.length);
  let start = 0;
  while (start < shortest && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < shortest - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const here = one.slice(start, one.length - end);
  const there = other.slice(start, other.length - end);
  return (here.length <= 1 && there.length <= 1) || (here.length === 2 && here === [...there].reverse().join(""));
}
