import { normalise } from '../arabic/normalise.ts';

const sayingVerb =
  '(?:و|ف)?(?:اضاف|اشار|تابع|اوضح|لفت|شدد|اكد|بين|ذكر|قال|زاد|استطرد|نوه|اعتبر|راي|حذر|طالب|دعا|نفي|كشف|اردف|استدرك|عبر|اعرب|توقع|جدد|ختم|اختتم|صرح|اعلن)(?:ت|وا)?';

/** What follows a verb of saying when its speaker was named a sentence before. */
const noSubject =
  '(?:ان|انه|انها|انهم|الي|علي|بان|بانه|بانها|قايلا|قايله|في|خلال|عن|من|ايضا|كذلك|:)';

const needs = new RegExp(
  `^[^\\p{L}]*(?:${sayingVerb} ${noSubject}(?![\\p{L}])|${sayingVerb}\\s*:|كما (?:${sayingVerb} ${noSubject}|ان|انه)(?![\\p{L}])|` +
    '(?:و)?(?:هو|هي|هم|هذا|هذه|ذلك|تلك|هولاء|بذلك|لذلك|لذا|لكن|لكنه|لكنها|غير ان|الا ان|بل|ايضا|كذلك|عليه|من ثم|ثم|فيما بعد|منها|منهم|بينهم|بينها)(?![\\p{L}]))',
  'u',
);

const continues =
  /^[^\p{L}]*(?:(?:و|ف)(?:كان|كانت|قد|قال|قالت|اكد|اكدت|اضاف|اضافت|اشار|اشارت|اوضح|تابع|تاتي|ياتي|جاء|جاءت|جري|جرت|في|من|عن|علي)|كما|فيما|في المقابل|بالمقابل|من جهته|من جهتها|من جانبه|من جانبها|بدوره|بدورها|الي ذلك|وفي|اما|حيث)(?![\p{L}])/u;

const background =
  /^[^\p{L}]*(?:(?:و)?(?:يذكر|يشار|الجدير بالذكر|جدير بالذكر|تجدر الاشاره|من الجدير|تاتي هذه|ياتي هذا|ياتي ذلك|تاتي تلك|كانت وكاله|سبق ان|للتذكير|يعد|تعد|يعتبر|تعتبر|من المعروف|والمعروف))(?![\p{L}])/u;

/** Says who spoke only through the sentence before: wrong on its own, so it needs that one. */
export function needsPredecessor(sentence: string): boolean {
  return needs.test(normalise(sentence));
}

/** Goes on from something: right further down, odd as the first words of a summary. */
export function continuesText(sentence: string): boolean {
  return needsPredecessor(sentence) || continues.test(normalise(sentence));
}

/** Background that news ends with: 'يذكر أن', 'وتأتي هذه'. */
export function isBackground(sentence: string): boolean {
  return background.test(normalise(sentence));
}
