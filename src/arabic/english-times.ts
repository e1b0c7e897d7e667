/**
 * Words of English times beside the Arabic in matching form that says the same; longer ones first.
 * What can be read two ways is absent: 'next Thursday', 'midnight', '8' without am or pm.
 */
const meanings: readonly (readonly [words: string, arabic: string])[] = [
  ['(?:the )?day after tomm?orr?ow', 'بعد غد'],
  ['tomm?orr?ow', 'غدا'],
  ['today|tonight', 'اليوم'],
  ['yesterday', 'امس'],
  ['(?:right )?now', 'الان'],
  ['(?:12 )?(?:noon|midday)', '12:00'],
  ['in the morning', 'صباحا'],
  ['in the (?:afternoon|evening)', 'مساء'],
  ['half an hour', 'نصف ساعه'],
  ['(?:a )?quarter of an hour', 'ربع ساعه'],
  ['an hour and a half', 'ساعه ونصف'],
  ['(?:hours?|hrs?|h)', 'ساعه'],
  ['(?:minutes?|mins?)', 'دقيقه'],
  ['mondays?', 'الاثنين'],
  ['tues(?:days?)?', 'الثلاثاء'],
  ['weds|wednesdays?', 'الاربعاء'],
  ['thurs?(?:days?)?', 'الخميس'],
  ['fridays?', 'الجمعه'],
  ['saturdays?', 'السبت'],
  ['sundays?', 'الاحد'],
];

const numbers: Readonly<Record<string, string>> = {
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  fifteen: '15',
  twenty: '20',
  thirty: '30',
};

const word = (pattern: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'gu');

const replacements = [
  ...meanings.map(([words, arabic]) => [word(words), arabic] as const),
  ...Object.entries(numbers).map(([name, digits]) => [word(name), digits] as const),
];

/** Beside a number an 'h' stands close: '2h', '30min'. */
const closeUnit = /(?<![\p{L}\p{N}:.])(\d{1,4})(?=(?:h|hrs?|hours?|mins?|minutes?)(?!\p{L}))/gu;

/**
 * A time in English as the Arabic that says the same, both in matching form: 'tomorrow at 8pm' is
 * 'غدا 8pm', 'in 2 hours' is 'بعد 2 ساعه'. Words that it does not know stay, so that whoever reads
 * the rest sees that there is more than they understand.
 */
export function arabicOfEnglish(normalised: string): string {
  const text = replacements.reduce(
    (told, [pattern, arabic]) => told.replace(pattern, arabic),
    normalised.replace(closeUnit, '$1 '),
  );
  return text
    .replace(/^(?:in|after) (?:an? )?/u, 'بعد ')
    .replace(word('at|on|this|coming|the'), ' ')
    .replace(word('of'), 'من')
    .replace(/\s+/gu, ' ')
    .trim();
}
