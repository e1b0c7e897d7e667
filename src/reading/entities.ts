/** Named character references that feeds escape twice; everything numeric is read as such. */
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  laquo: '«',
  raquo: '»',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  bull: '•',
  middot: '·',
  copy: '©',
  zwnj: '',
  zwj: '',
  lrm: '',
  rlm: '',
};

/** Character references to characters; unknown ones stay as they are. */
export function decodeReferences(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/giu,
    (whole, dec, hex, name) => {
      if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
      const code = dec !== undefined ? Number(dec) : Number.parseInt(String(hex), 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}

/** HTML as plain text: tags gone (block tags leave a space), references decoded. */
export function htmlToText(html: string): string {
  const shown = html.replace(/<(script|style)\b[\s\S]*?(?:<\/\1>|$)/giu, ' ');
  // Behind the last '>' no tag ends: to look for one from each '<' there takes minutes.
  const end = shown.lastIndexOf('>') + 1;
  const bare = shown
    .slice(0, end)
    .replace(/<\/?(?:p|div|br|li|ul|ol|h[1-6]|td|tr|table|blockquote|figure|img)\b[^>]*>/giu, ' ')
    .replace(/<\/?[a-z!][^>]*>/giu, '');
  return decodeReferences(bare + shown.slice(end));
}
