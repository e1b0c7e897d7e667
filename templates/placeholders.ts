/** The places of a template that each article fills, and the names by which editors call them. */
import { normalise } from '../src/arabic/normalise.ts';

/** The names of each placeholder; editors are shown the first, and may write any. */
export const placeholderNames = {
  headline: ['العنوان', 'عنوان الخبر', 'headline', 'title'],
  summary: ['الملخص', 'الخلاصة', 'summary'],
  attribution: ['الإسناد', 'attribution'],
  source: ['المصدر', 'source'],
  tags: ['الوسوم', 'الهاشتاغات', 'tags', 'hashtags'],
  follow: ['تابعونا', 'روابط المتابعة', 'follow'],
  related: ['اقرأ أيضًا', 'ذات صلة', 'related'],
  link: ['الرابط', 'رابط الخبر', 'link'],
} as const satisfies Record<string, readonly string[]>;

export type Placeholder = keyof typeof placeholderNames;

/** Two spellings of one name become equal, with or without ال, with a space or «_». */
const matching = (name: string): string => normalise(name.replaceAll('_', ' ')).replace(/^ال/u, '');

const placeholders = Object.keys(placeholderNames) as Placeholder[];

/** What a name in braces stands for; undefined when nothing has it. */
export const placeholderOf = (name: string): Placeholder | undefined =>
  placeholders.find((one) =>
    placeholderNames[one].some((known) => matching(known) === matching(name)),
  );

/** The name that was perhaps meant: at most two letters away, and half of its letters right. */
export function nearestName(name: string): string | undefined {
  const written = matching(name);
  const [nearest] = placeholders
    .flatMap((one) => placeholderNames[one] as readonly string[])
    .map((known) => ({ known, far: distance(written, matching(known)) }))
    .sort((one, other) => one.far - other.far);
  return nearest && nearest.far <= 2 && nearest.far * 2 <= written.length
    ? nearest.known
    : undefined;
}

/** Levenshtein's: how many letters are to be put in, taken out or replaced. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let at = 1; at <= to.length; at++) {
      const replaced = (row[at - 1] ?? 0) + (letter === to[at - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
