/** Number words in matching form, without prefixes, with the digits they stand for. */
const values: Readonly<Record<string, string>> = {
  واحد: '1',
  واحده: '1',
  اثنان: '2',
  اثنين: '2',
  اثنتان: '2',
  اثنتين: '2',
  ثلاثه: '3',
  ثلاث: '3',
  اربعه: '4',
  اربع: '4',
  خمسه: '5',
  خمس: '5',
  سته: '6',
  ست: '6',
  سبعه: '7',
  سبع: '7',
  ثمانيه: '8',
  ثماني: '8',
  ثمان: '8',
  تسعه: '9',
  تسع: '9',
  عشره: '10',
  عشر: '10',
  عشرون: '20',
  عشرين: '20',
  ثلاثون: '30',
  ثلاثين: '30',
  اربعون: '40',
  اربعين: '40',
  خمسون: '50',
  خمسين: '50',
  ستون: '60',
  ستين: '60',
  سبعون: '70',
  سبعين: '70',
  ثمانون: '80',
  ثمانين: '80',
  تسعون: '90',
  تسعين: '90',
  ميه: '100',
  مايه: '100',
  ميتين: '200',
  مايتين: '200',
};

/**
 * The digits that a word in matching form stands for: '7' for '7', 'سبعه' and 'وسبع'; null for a word
 * that is no small number.
 */
export function numberOf(word: string): string | null {
  if (/^\d+$/u.test(word)) return word;
  return values[word] ?? values[word.replace(/^[وفبل]/u, '')] ?? null;
}
