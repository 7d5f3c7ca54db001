// Words that the server wrote down for one and for many.

/** Fill in the words of an element for `n` things: its `data-one` or `data-many`, with other words in their places. */
export function count(element, n, others = {}) {
  const { one, many } = element.dataset;
  element.textContent = Object.entries({ n, ...others }).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, value),
    n === 1 ? one : many,
  );
}
