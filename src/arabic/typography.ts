const spared = /(?:https?:\/\/|www\.)\S+|[@#][\p{L}\p{N}_]+/gu;

/**
 * Arabic punctuation as Arab newspapers set it: «…» outside and “…” inside, where the marks of a line
 * are balanced; ، ؛ ؟ for , ; ? after Arabic; no space before a mark and one after; '…' for three
 * dots; no '!!' or '؟؟'. Lines in other scripts, addresses, #tags and @names are left alone. Doing it
 * twice changes nothing.
 */
export function typeset(text: string): string {
  return text.split('\n').map(typesetLine).join('\n');
}

function typesetLine(line: string): string {
  if (!/\p{Script=Arabic}/u.test(line)) return line;
  const quoted = quote(line);
  let out = '';
  let end = 0;
  for (const match of quoted.matchAll(spared)) {
    out += punctuate(quoted.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  return out + punctuate(quoted.slice(end));
}

function punctuate(text: string): string {
  return text
    .replace(
      /(?<=\p{Script=Arabic}[»”"]?[ \t!؟?]*)[,;?](?=\s|$|\p{Script=Arabic}|[«“"!؟?])/gu,
      (mark) => (mark === ',' ? '،' : mark === ';' ? '؛' : '؟'),
    )
    .replace(/([!؟?])(?:[ \t]*\1)+/gu, '$1')
    .replace(/\.{3,}|\.\.[ \t]+\.(?=\s|$)/gu, '…')
    .replace(/[ \t]+(?=[،؛؟!…])/gu, '')
    .replace(/(?<=[^\s\d.])[ \t]+(?=[.:](?:\s|$))/gu, '')
    .replace(/([،؛؟])(?=[\p{L}\p{N}«“(])/gu, '$1 ');
}

/** Turns “…” and "…" into «…», or into “…” inside «…»; leaves a line whose marks do not pair off. */
function quote(line: string): string {
  const bare = [...line.matchAll(spared)].map((m) => [m.index, m.index + m[0].length] as const);
  const marks = [...line.matchAll(/[«»“”"]/gu)].filter(
    ({ index }) => !bare.some(([from, to]) => index >= from && index < to),
  );
  const depthAfter: string[] = [];
  const set = new Map<number, string>();
  for (const { 0: mark, index } of marks) {
    const opens = mark === '«' || mark === '“' || (mark === '"' && depthAfter.at(-1) !== '"');
    if (opens) {
      set.set(index, depthAfter.length % 2 === 0 ? '«' : '“');
      depthAfter.push(mark);
      continue;
    }
    const opened = depthAfter.pop();
    if (opened !== pairOf(mark)) return line;
    set.set(index, depthAfter.length % 2 === 0 ? '»' : '”');
  }
  if (depthAfter.length > 0) return line;
  return line.replace(/[«»“”"]/gu, (mark, index: number) => set.get(index) ?? mark);
}

function pairOf(close: string): string {
  return close === '»' ? '«' : close === '”' ? '“' : '"';
}
