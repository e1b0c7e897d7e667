type Unit = 'seconds' | 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'years';

/** Spellings in matching form: hamza seats folded, so 'دقائق' is 'دقايق'. */
const units: readonly (readonly [Unit, single: string, dual: string])[] = [
  ['seconds', 'ثانيه|ثواني|ثوان', 'ثانيتين|ثانيتان'],
  ['minutes', 'دقيقه|دقايق|دقيقة|minutes?|mins?', 'دقيقتين|دقيقتان'],
  ['hours', 'ساعه|ساعات|hours?', 'ساعتين|ساعتان'],
  ['days', 'يوما|يوم|ايام|days?', 'يومين|يومان'],
  ['weeks', 'اسبوعا|اسبوع|اسابيع|weeks?', 'اسبوعين|اسبوعان'],
  ['months', 'شهرا|شهر|اشهر|شهور', 'شهرين|شهران'],
  ['years', 'سنه|سنوات|سنين|عاما|عام|اعوام', 'سنتين|سنتان|عامين|عامان'],
];

const numberWords: Readonly<Record<string, number>> = {
  ثلاث: 3,
  اربع: 4,
  خمس: 5,
  ست: 6,
  سبع: 7,
  ثماني: 8,
  ثمان: 8,
  تسع: 9,
  عشر: 10,
};

const end = '(?![\\p{L}\\p{N}])';
const halves: Readonly<Record<string, number>> = { نصف: 30, ربع: 15, ثلث: 20 };
const partOfHour = new RegExp(`^(نصف|ربع|ثلث) ساعه${end}`, 'u');
const partAfter = new RegExp(`^\\s*و\\s?(نصف|ربع|ثلث)${end}`, 'u');
const counted = new RegExp(
  `^(?:(\\d{1,4}|${Object.keys(numberWords).join('|')})ه?\\s*)?(${units.map((u) => u[1]).join('|')})${end}(?: واحد[ه]?${end})?`,
  'u',
);
const dual = new RegExp(`^(${units.map((u) => u[2]).join('|')})${end}`, 'u');

/** A length of time at the start of a text, and what follows it. */
export interface Span {
  readonly duration: Temporal.Duration;
  readonly rest: string;
}

/**
 * Reads a length of time in words from the start of a text in matching form: '3 ساعات', 'ساعتين',
 * 'نصف ساعه', 'ساعه ونصف', 'خمس دقايق'.
 */
export function readSpan(normalised: string): Span | null {
  const part = partOfHour.exec(normalised);
  if (part) return span(normalised, part[0], { minutes: halves[part[1] ?? ''] ?? 0 });
  const two = dual.exec(normalised);
  const one = two ? null : counted.exec(normalised);
  const match = two ?? one;
  if (!match) return null;
  const count = two ? 2 : countOf(one?.[1]);
  const unit = unitOf(two?.[1] ?? one?.[2] ?? '');
  if (!unit) return null;
  const extra = unit === 'hours' ? partAfter.exec(normalised.slice(match[0].length)) : null;
  return span(normalised, match[0] + (extra?.[0] ?? ''), {
    [unit]: count,
    ...(extra && { minutes: halves[extra[1] ?? ''] ?? 0 }),
  });
}

function countOf(text: string | undefined): number {
  if (text === undefined) return 1;
  return numberWords[text] ?? Number(text);
}

function unitOf(text: string): Unit | undefined {
  return units.find(([, single, double]) =>
    new RegExp(`^(?:${single}|${double})$`, 'u').test(text),
  )?.[0];
}

function span(text: string, matched: string, parts: Temporal.DurationLike): Span {
  return { duration: Temporal.Duration.from(parts), rest: text.slice(matched.length).trim() };
}
