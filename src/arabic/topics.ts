import { normalise, splitWords, words } from './normalise.ts';
import { stem } from './stems.ts';

/** Countries, and cities that Arabic news is datelined from, as a hashtag would spell them. */
const places = (
  'اليمن صنعاء عدن تعز حضرموت المكلا مأرب الحديدة شبوة المهرة أبين لحج الضالع سقطرى صعدة إب ذمار سيئون ' +
  'السعودية الرياض جدة مكة_المكرمة المدينة_المنورة الإمارات أبوظبي دبي الشارقة قطر الدوحة الكويت البحرين المنامة ' +
  'سلطنة_عمان مسقط العراق بغداد البصرة الموصل أربيل كركوك سوريا دمشق حلب حمص إدلب درعا السويداء لبنان بيروت ' +
  'الأردن عمّان فلسطين غزة القدس رام_الله الضفة_الغربية خان_يونس رفح مصر القاهرة الإسكندرية سيناء السودان الخرطوم دارفور ' +
  'ليبيا طرابلس بنغازي تونس الجزائر المغرب الرباط الدار_البيضاء موريتانيا نواكشوط الصومال مقديشو جيبوتي ' +
  'إسرائيل إيران طهران تركيا أنقرة إسطنبول روسيا موسكو أوكرانيا كييف أمريكا واشنطن نيويورك الصين بكين بريطانيا لندن ' +
  'فرنسا باريس ألمانيا برلين إيطاليا روما إسبانيا مدريد الهند باكستان أفغانستان اليابان البحر_الأحمر باب_المندب'
)
  .split(' ')
  .map((name) => name.replaceAll('_', ' '));

const placeForms = places.map((name) => ({ name, form: bare(normalise(name)) }));

/** Titles before which stands no name of news, and behind which one does. */
const honorific =
  /(?<![\p{L}])(?:و|ل|ب)?(?:الرئيس|رئيس|الملك|الأمير|ولي العهد|الشيخ|الوزير|وزير|وزيرة|السفير|سفير|المبعوث|مبعوث|اللواء|العميد|الفريق|الدكتور|الفنان|الفنانة|اللاعب|المدرب|النائب|المتحدث|القيادي|الصحفي|الكاتب)((?: ال[\p{L}\p{M}]+| للأنباء| الدفاع){0,4}) ((?!ال|في |من |على |إلى |أن |عن |و)[\p{L}\p{M}]{3,} (?!في |من |على |إلى |أن |عن |قد |إن )(?:بن |أبو |عبد |آل )?[\p{L}\p{M}]{3,})/gu;

/** What bears a place's name without being there: 'فيلق القدس'، 'بنك القاهرة'. */
const namesakes =
  /(?<![\p{L}])[وف]?[بل]?(?:فيلق|سرايا|كتايب|لواء|جامعه|صحيفه|جريده|قناه|وكاله|اذاعه|بنك|شارع|ميدان|فندق|نادي) \p{L}+/gu;

/** A tag of more words than this is a sentence. */
const longestTopic = 3;

/**
 * What an article is about, best first, to make hashtags of: its own keywords that its text bears out,
 * then places in the order in which title and lead name them, then people named with their office whose surname comes
 * again. Words as printed; at most `limit`.
 */
export function topics(article: {
  title: string;
  paragraphs: readonly string[];
  tags: readonly string[];
  limit: number;
}): string[] {
  const text = ` ${stems([article.title, ...article.paragraphs].join(' ')).join(' ')} `;
  const lead = words(`${article.title} ${article.paragraphs[0] ?? ''}`)
    .join(' ')
    .replace(namesakes, '');
  const top = ` ${splitWords(lead).map(bare).join(' ')} `;
  const own = article.tags.filter((tag) => {
    const parts = stems(tag);
    return (
      parts.length > 0 && parts.length <= longestTopic && text.includes(` ${parts.join(' ')} `)
    );
  });
  const named = placeForms
    .map(({ name, form }) => ({ name, at: top.indexOf(` ${form} `) }))
    .filter(({ at }) => at !== -1)
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
  const chosen = new Map<string, string>();
  for (const topic of [...own, ...named, ...people(article.paragraphs)]) {
    // 'إصابة يسرا' says what 'يسرا' and 'إصابة يسرا بكورونا' would say beside it.
    const form = ` ${stems(topic).join(' ')} `;
    if ([...chosen.keys()].some((other) => other.includes(form) || form.includes(other))) continue;
    chosen.set(form, topic.replace(/[ًٌٍَُِّْ]/gu, ''));
  }
  return [...chosen.values()].slice(0, article.limit);
}

function people(paragraphs: readonly string[]): string[] {
  const text = paragraphs.join(' ');
  const all = words(text);
  return [...text.matchAll(honorific)]
    .map((match) => match[2] ?? '')
    .filter((name) => {
      const surname = words(name).at(-1) ?? '';
      return all.filter((word) => word === surname).length >= 2;
    });
}

function stems(text: string): string[] {
  return words(text).map(stem);
}

/** Without the particles that Arabic writes onto a name: 'باليمن', 'وعدن', 'لغزة'. */
function bare(word: string): string {
  return word.replace(/^(?:و|ف)?(?:ب|ل|ك)?(?=ال\p{L}{3,}|\p{L}{4,})/u, '').replace(/^لل/u, 'ال');
}
