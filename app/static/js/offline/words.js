// Words that the server wrote down for one and for many.

/** Fill in the words of an element for `n` things: its `data-one` or `data-many`, with the number in its place. */
export function count(element, n) {
  const { one, many } = element.dataset;
  element.textContent = (n === 1 ? one : many).replace("{n}", n);
}
