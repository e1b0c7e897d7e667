const LRI = '\u2066';
const FSI = '\u2068';
const PDI = '\u2069';
const RLM = '\u200f';

const controls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Removes every bidi control: a source's marks can turn around what stands next to them. */
export function stripBidi(text: string): string {
  return text.replace(controls, '');
}

/** Never touched: an isolate inside an address, a tag or a name breaks it. */
const whole = /(?:https?:\/\/|www\.)\S+|[@#][\p{L}\p{N}_]+|\u2066[^\u2069\n]*\u2069/u.source;

/** Latin words with the digits and signs between them: 'Middle East Eye', 'F-16', 'bbc.com'. */
const latin =
  /\p{Script=Latin}[\p{Script=Latin}\d]*(?:[ .,'’&/+_:-]{1,2}[\p{Script=Latin}\d]+)*[+%]?/u.source;

/** Numbers whose signs wander in right-to-left text: '-3.5%', '10-20', '2:1', '+967 1 234'. */
const number = /[+−-]\d[\d.,]*(?: \d[\d.,]*)*%?|\d[\d.,]*(?: ?[-–:/×] ?\d[\d.,]*)+%?|\d[\d.,]*%/u
  .source;

const runs = new RegExp(`(${whole})|(?:${latin}|(?<![\\p{L}\\d\\u2069])(?:${number}))`, 'gu');

/**
 * Wraps runs of Latin text and signed or joined numbers in LRI…PDI so that they keep their order
 * inside an Arabic line. Addresses, #tags and @names stay bare, and what is already isolated stays
 * as it is (doing it twice changes nothing). Text without Arabic letters comes back unchanged.
 * Embeddings (U+202A-202E) would be useless: Telegram removes them.
 *
 * Lengths grow, so isolate before entities are laid over the text.
 */
export function isolate(text: string): string {
  if (!/\p{Script=Arabic}/u.test(text)) return text;
  return text.replace(runs, (run: string, bare: string | undefined) => {
    if (bare !== undefined) return run;
    const trailing = /[.,]+$/u.exec(run)?.[0] ?? '';
    return `${LRI}${run.slice(0, run.length - trailing.length)}${PDI}${trailing}`;
  });
}

/**
 * Wraps a whole name or value in FSI…PDI: it keeps its own direction, and what stands around it keeps
 * the line's, even when the line begins with it (UAX #9, rule P2 passes over isolates).
 */
export const isolateWhole = (text: string): string => `${FSI}${stripBidi(text)}${PDI}`;

/**
 * Wraps each line of an Arabic text in FSI…PDI, with its own Latin runs isolated inside: for a message
 * that runs from left to right, whose lines it would turn around otherwise.
 */
export const isolateText = (text: string): string =>
  stripBidi(text).replace(/[^\n]+/gu, (line) => `${FSI}${isolate(line)}${PDI}`);

/**
 * Telegram takes a post's direction from its first strong character. When that is not Arabic but
 * the text is, an RLM goes in front. Text without any Arabic letter keeps its own direction.
 */
export function startRightToLeft(text: string): string {
  const first = /[\p{L}\u200e\u200f\u061c]/u.exec(text)?.[0];
  if (first === undefined || first === RLM || /\p{Script=Arabic}/u.test(first)) return text;
  return /\p{Script=Arabic}/u.test(text) ? RLM + text : text;
}
