const pairs: readonly (readonly [string, string])[] = [
  ['«', '»'],
  ['“', '”'],
];

/** Where the first quotation that does not close begins, in UTF-16 units; -1 when all close. */
export function openQuote(text: string): number {
  let first = -1;
  for (const [open, close] of pairs) {
    const at = unclosed(text, open, close);
    if (at !== -1 && (first === -1 || at < first)) first = at;
  }
  const straight = text.split('"').length - 1;
  if (straight % 2 === 1) {
    const at = text.lastIndexOf('"');
    if (first === -1 || at < first) first = at;
  }
  return first;
}

/** Whether a piece of text holds only whole quotations. */
export function quotesWhole(text: string): boolean {
  const closesUnopened = pairs.some(([open, close]) => balance(text, open, close) < 0);
  return openQuote(text) === -1 && !closesUnopened;
}

function unclosed(text: string, open: string, close: string): number {
  const stack: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === open) stack.push(at);
    else if (sign === close) stack.pop();
  }
  return stack[0] ?? -1;
}

/** Below zero when something closes that was not opened in this piece. */
function balance(text: string, open: string, close: string): number {
  let depth = 0;
  for (const sign of text) {
    if (sign === open) depth++;
    else if (sign === close && --depth < 0) return -1;
  }
  return depth;
}
