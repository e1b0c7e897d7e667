/** Longest first, so that 'وال' goes before 'و'. */
const prefixes = ['وال', 'بال', 'كال', 'فال', 'ولل', 'ال', 'لل', 'و'];
const suffixes = ['هما', 'ها', 'هم', 'ان', 'ات', 'ون', 'ين', 'يه', 'ه', 'ي'];

/**
 * A light stem (Larkey's light10, a little widened) of a word in matching form: one prefix and the
 * suffixes off while enough of the word stays. Good for overlap, not for print.
 *
 * @param word from `words()`, so already folded: ta marbuta is ه.
 */
export function stem(word: string): string {
  if (!/^[ء-ي]+$/u.test(word)) return word;
  let kept = word;
  const prefix = prefixes.find((p) => kept.startsWith(p) && kept.length - p.length >= 3);
  if (prefix) kept = kept.slice(prefix.length);
  for (const suffix of suffixes) {
    if (kept.endsWith(suffix) && kept.length - suffix.length >= 3)
      kept = kept.slice(0, -suffix.length);
  }
  return kept;
}

const particles = new Set(
  (
    'في من على الى عن ان انه انها او اي ثم قد لقد كما كان كانت يكون تكون هو هي هم هذا هذه ذلك تلك التي الذي الذين ' +
    'ما لا لم لن ليس مع بعد قبل بين حتى حيث عند عبر كل بعض غير اذا لكن بل منذ خلال حول ضد نحو لدي فيه فيها عليه عليها ' +
    'به بها له لها منه منها وقد وفي ومن وان وكان علي ايضا اما الا عدد قال وقال اكد واكد مشيرا خاصه بشان يوم امس اليوم'
  ).split(' '),
);

/** Whether a word in matching form says something of its own: no particle, two letters or more. */
export function isContentWord(word: string): boolean {
  return word.length > 1 && !particles.has(word);
}
