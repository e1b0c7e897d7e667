/** Reads what an editor types for a channel's week: hours on days, and hours of quiet. */
import { findWeekday } from './calendar.ts';
import { findTime } from './clock.ts';
import { normalise } from './normalise.ts';

/** The first word that was not understood, as it was typed. */
export interface NotUnderstood {
  readonly unknown: string;
}

const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const everyDay: readonly number[] = [0, 1, 2, 3, 4, 5, 6];

const noSlots =
  /^(?:في الحال|فورا|حالا|بلا(?: مواعيد)?|بدون مواعيد|لا(?: مواعيد)?|none|no|off|(?:no|without) (?:slots|times)|at once|now|immediately|(?:right|straight) away)$/u;
const noQuiet =
  /^(?:بلا(?: هدوء)?|بدون(?: هدوء)?|لا(?: هدوء| يوجد)?|الغاء الهدوء|none|no|off|(?:no|without) quiet(?: hours)?)$/u;

const wordEnd = '(?![\\p{L}\\p{N}])';
const filler = new RegExp(
  `^(?:(?:ساعات|الهدوء|هدوء|ايام|يوم|الساعه|في|عند|من|بين|و|at|on|and|from|between|each|every|quiet hours|quiet)(?:${wordEnd}|(?=\\d))|[&()«»"“”])`,
  'u',
);
const digits =
  /^(?:الساعه\s*)?و?(\d{1,2})(?:[:.](\d{2}))?(?:\s*(صباحا?|مساءا?|ظهرا|عصرا|فجرا|ليلا|a\.?m\.?|p\.?m\.?|ص|م)(?![\p{L}\p{N}]))?(?![:.]?\d)/u;

type Token =
  | { readonly kind: 'time'; readonly clock: string }
  | { readonly kind: 'day'; readonly day: number; readonly text: string }
  | { readonly kind: 'always' | 'through' };

const fixedTokens: readonly { pattern: RegExp; token: Token }[] = [
  {
    pattern: new RegExp(
      `^(?:يوميا|كل (?:ال)?(?:يوم|ايام)|daily|(?:every|each) ?day)${wordEnd}`,
      'u',
    ),
    token: { kind: 'always' },
  },
  {
    pattern: new RegExp(`^(?:12(?::00)? ?)?(?:منتصف الليل|midnight)${wordEnd}`, 'u'),
    token: { kind: 'time', clock: '00:00' },
  },
  {
    pattern: new RegExp(`^(?:منتصف النهار|الظهر|noon)${wordEnd}`, 'u'),
    token: { kind: 'time', clock: '12:00' },
  },
  {
    pattern: new RegExp(`^(?:[-–—‒]+|(?:الي|حتي|لغايه|to|until|till|through)${wordEnd})`, 'u'),
    token: { kind: 'through' },
  },
];

/**
 * Reads slots as an editor types them: '07:30، 12:00 الأحد-الخميس', '٨ صباحاً و٨ مساءً كل يوم',
 * 'sun, tue 8pm'. Days after a time hold for what stands between its commas; days before times hold
 * until other days, or the next line. A time without days is every day's.
 *
 * @returns in newsroom.yaml's form ("07:30", "sun-thu 12:00"), by days and time, each once; none for
 *   'في الحال'
 */
export function parseSlots(text: string): string[] | NotUnderstood {
  if (noSlots.test(wholeOf(text))) return [];
  const daysOf = new Map<string, Set<number>>();
  for (const line of text.split('\n').map(normalise)) {
    const failed = readLine(line, daysOf);
    if (failed) return asTyped(failed, text);
  }
  if (daysOf.size === 0) return { unknown: text.trim() };
  const byDays = Map.groupBy([...daysOf].sort(), ([, days]) => daysText(days));
  return [...byDays]
    .sort(([a], [b]) => Number(a !== '') - Number(b !== ''))
    .flatMap(([days, times]) => times.map(([clock]) => (days ? `${days} ${clock}` : clock)));
}

/**
 * Reads quiet hours: '23:00-06:30', 'من ١١ مساءً إلى ٦:٣٠ صباحًا', '23 to 6'.
 *
 * @returns in newsroom.yaml's form ("23:00-06:30"); null for 'بلا'
 */
export function parseQuiet(text: string): string | null | NotUnderstood {
  if (noQuiet.test(wholeOf(text))) return null;
  const tokens = tokensOf(normalise(text));
  if ('unknown' in tokens) return asTyped(tokens, text);
  const times = tokens.flatMap((token) => (token.kind === 'time' ? [token.clock] : []));
  const day = tokens.find((token) => token.kind === 'day');
  if (day) return asTyped({ unknown: day.text }, text);
  const [from, to] = times;
  return times.length === 2 && from !== to ? `${from}-${to}` : { unknown: text.trim() };
}

/** An answer of one word or two, without the marks that it was quoted in. */
const wholeOf = (text: string): string =>
  normalise(text)
    .replace(/[«»"“”]|[.!]$/gu, '')
    .trim();

/** The word before it was brought into matching form. */
function asTyped({ unknown }: NotUnderstood, text: string): NotUnderstood {
  const typed = text.split(/[\s،,;؛]+/u).find((one) => normalise(one).includes(unknown));
  return { unknown: typed ?? unknown };
}

/** Adds the days of each time in a line; the days of one clause may reach into the next. */
function readLine(line: string, daysOf: Map<string, Set<number>>): NotUnderstood | undefined {
  let standing: readonly number[] = everyDay;
  let ahead: { days: number[]; text: string } | undefined;
  let behind: readonly string[] = [];
  const add = (times: readonly string[], days: readonly number[]) => {
    for (const time of times) {
      daysOf.set(time, new Set([...(daysOf.get(time) ?? []), ...days]));
    }
  };
  for (const clause of line.split(/[،,;؛]/u)) {
    const tokens = tokensOf(clause);
    if ('unknown' in tokens) return tokens;
    const { days, times, daysFirst, text } = clauseOf(tokens);
    if (times.length === 0 && days.length > 0) {
      // '12:00 الأحد، الثلاثاء' adds to the time before; 'الأحد، الثلاثاء 12:00' waits for its own.
      if (behind.length > 0) add(behind, days);
      else ahead = { days: [...(ahead?.days ?? []), ...days], text };
      continue;
    }
    if (times.length === 0) continue;
    if (days.length > 0 && !daysFirst) {
      add(times, days);
      behind = times;
      continue;
    }
    if (days.length > 0 || ahead) standing = [...(ahead?.days ?? []), ...days];
    ahead = undefined;
    behind = [];
    add(times, standing);
  }
  return ahead && { unknown: ahead.text };
}

function clauseOf(tokens: readonly Token[]) {
  const days: number[] = [];
  const times: string[] = [];
  let text = '';
  let daysFirst = false;
  tokens.forEach((token, index) => {
    if (token.kind === 'time') times.push(token.clock);
    if (token.kind === 'day' || token.kind === 'always') daysFirst ||= times.length === 0;
    if (token.kind === 'always') days.push(...everyDay);
    if (token.kind !== 'day') return;
    text = token.text;
    const from = tokens[index - 2];
    const isEnd = tokens[index - 1]?.kind === 'through' && from?.kind === 'day';
    days.push(...(isEnd ? run(from.day, token.day) : [token.day]));
  });
  return { days, times, daysFirst, text };
}

/** The days from one to another over the week's end: Thursday to Sunday are four. */
const run = (from: number, to: number): number[] =>
  Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, i) => (from + i) % 7);

function tokensOf(plain: string): Token[] | NotUnderstood {
  const tokens: Token[] = [];
  for (let rest = plain.trimStart(); rest !== ''; ) {
    const read = nextToken(rest);
    if (!read) return { unknown: /^\S+/u.exec(rest)?.[0] ?? rest };
    if (read.token) tokens.push(read.token);
    rest = rest.slice(read.length).trimStart();
  }
  return tokens;
}

/** What a text begins with, and how long it is; fillers are nothing. */
function nextToken(rest: string): { token?: Token; length: number } | undefined {
  const matched = (pattern: RegExp) => pattern.exec(rest)?.[0].length;
  const fixed = fixedTokens.find(({ pattern }) => pattern.test(rest));
  if (fixed) return { token: fixed.token, length: matched(fixed.pattern) ?? 0 };
  const time = digits.exec(rest);
  if (time) {
    const clock = clockOf(time);
    return clock ? { token: { kind: 'time', clock }, length: time[0].length } : undefined;
  }
  const spoken = findTime(rest.split(/\d/u)[0] ?? '');
  if (spoken && rest.startsWith(spoken.matched)) {
    const clock = twoDigits(spoken.hour, spoken.minute);
    return { token: { kind: 'time', clock }, length: spoken.matched.length };
  }
  const filled = matched(filler);
  if (filled !== undefined) return { length: filled };
  const text = /^\p{L}+/u.exec(rest)?.[0] ?? '';
  const day = dayOf(text);
  return day === undefined ? undefined : { token: { kind: 'day', day, text }, length: text.length };
}

function clockOf([matched, hour, minute, period]: RegExpExecArray): string | undefined {
  if (Number(hour) === 24 && Number(minute ?? 0) === 0 && !period) return '00:00';
  const written = `${hour}:${minute ?? '00'}${period ? ` ${period.replace(/\./gu, '')}` : ''}`;
  const time = matched ? findTime(written) : null;
  return time ? twoDigits(time.hour, time.minute) : undefined;
}

const twoDigits = (...parts: number[]) =>
  parts.map((part) => String(part).padStart(2, '0')).join(':');

/** Not 'monthly', nor 'sunset'. */
const englishDay =
  /^(?:(?:sun|mon|fri)(?:days?)?|tue(?:s(?:days?)?)?|wed(?:s|nesdays?)?|thu(?:r(?:s(?:days?)?)?)?|sat(?:urdays?)?)$/u;

/** A weekday by its Arabic or English name, short or long, with a و before it; Sunday is 0. */
function dayOf(text: string): number | undefined {
  const found = englishDay.test(text)
    ? findWeekday(text.slice(0, 3))
    : (findWeekday(text) ?? findWeekday(text.replace(/^و/u, '')));
  return found ? found.day % 7 : undefined;
}

/** 'sun-thu', 'sun,tue', or nothing for all seven. */
function daysText(days: ReadonlySet<number>): string {
  if (days.size === 7) return '';
  // Begin where a run does, so that Thursday to Sunday stays one.
  const begins = [...days].filter((day) => !days.has((day + 6) % 7)).sort();
  return begins
    .flatMap((from) => {
      let to = from;
      while (days.has((to + 1) % 7)) to = (to + 1) % 7;
      const length = ((to - from + 7) % 7) + 1;
      return length > 2
        ? [`${names[from]}-${names[to]}`]
        : run(from, to).map((day) => names[day] ?? '');
    })
    .join(',');
}
