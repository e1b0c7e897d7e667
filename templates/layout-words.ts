/** What editors read about templates: what can stand in one, and what is wrong with theirs. */
import { isolateWhole } from '../src/arabic/bidi.ts';
import { hasPlace, type LayoutProblem } from './layout.ts';
import { type Placeholder, placeholderNames, placeholderOf } from './placeholders.ts';
import { type NameProblem, nameLimit } from './ready.ts';

const arabic = {
  /** The name by which the guide calls a place. */
  placeName: (one: Placeholder): string => placeholderNames[one][0],
  about: {
    headline: 'عنوان الخبر، ولا بد منه',
    summary: 'جمل من الخبر',
    attribution: 'المكان والمصدر في سطر واحد',
    source: 'اسم المصدر وحده',
    tags: 'الهاشتاغات',
    follow: 'روابط المتابعة',
    related: 'أخبار سابقة في الموضوع نفسه',
    link: 'رابط الخبر، وتُكتب كلماته بعد نقطتين إن شئت',
  } satisfies Record<Placeholder, string>,
  guide: 'يُكتب القالب نصًا، وفيه بين قوسين ما يملؤه الخبر:',
  tags: (all: string, closing: string) => `وللتنسيق: ${all}، ولكل علامة إغلاقها مثل ${closing}.`,
  vanishes: 'والسطر الذي لا يجد الخبر ما يملؤه يختفي.',
  more: (count: number) => `وغيرها: ${count}`,
  where: (line: number, column: number) => `السطر ${line}، الحرف ${column}: `,
  empty: (headline: string) => `القالب فارغ. اكتب فيه ${headline} على الأقل.`,
  headlineMissing: (headline: string) => `ليس في القالب عنوان. أضف ${headline}.`,
  tooLong: (length: number, limit: number) =>
    `القالب أطول مما نقبل: ${length}، والحد ${limit}. اختصره.`,
  unknownPlace: (name: string) => `لا نعرف ${name}.`,
  writeInstead: (name: string) => `اكتب ${name}`,
  choose: (all: string) => `اختر من: ${all}`,
  twice: (name: string) => `${name} مكرر. اتركه مرة واحدة.`,
  wordsNotTaken: (name: string) => `الكلمات بعد النقطتين للرابط وحده. اكتب ${name}.`,
  braceAlone: (brace: string, headline: string) =>
    `قوس ${brace} وحده. اكتب الاسم بين قوسين مثل ${headline}، أو احذفه.`,
  unknownTag: (tag: string, all: string) => `لا نعرف العلامة ${tag}. اختر من: ${all}`,
  broken: (tag: string, end: string, escaped: string) =>
    `العلامة ${tag} ناقصة. أكملها بـ ${end}، واكتب ${escaped} إن أردت الرمز نفسه.`,
  unclosed: (tag: string, closing: string) =>
    `العلامة ${tag} لم تُغلق. أضف ${closing} بعد آخر ما تشمله.`,
  unopened: (closing: string, tag: string) =>
    `العلامة ${closing} تُغلق ما لم يُفتح. احذفها، أو أضف ${tag} قبلها.`,
  crossed: (open: string, closing: string) => `العلامتان متداخلتان. أغلق ${open} قبل ${closing}.`,
  withinItself: (tag: string) => `العلامة ${tag} داخل مثلها. احذف الداخلية.`,
  nameProblems: {
    length: (limit: number) => `اكتب اسمًا من حرف إلى ${limit} حرفًا.`,
    letters: () => 'يُكتب الاسم بحروف وأرقام ومسافات، ويبدأ بحرف أو رقم.',
    ready: () => 'هذا اسم قالب جاهز. اختر اسمًا آخر.',
  } satisfies Record<NameProblem, (limit: number) => string>,
};

export type LayoutWords = typeof arabic;

const braced = (name: string): string => isolateWhole(`{${name}}`);
const tagged = (tag: string): string => isolateWhole(`<${tag}>`);

const allTags = ['b', 'i', 'u', 's', 'spoiler', 'blockquote', 'blockquote expandable']
  .map(tagged)
  .join(' ');

const mostShown = 8;

const clip = (text: string): string =>
  text.length <= 40 ? text : `${[...text].slice(0, 39).join('')}…`;

/** What editors read about templates, in a language. */
export const layoutTexts = (words: LayoutWords) => {
  const places = Object.keys(words.about) as Placeholder[];
  const placed = (one: Placeholder) => braced(words.placeName(one));
  const allPlaces = places.map(placed).join(' ');
  const headline = placed('headline');

  const known = (name: string): string => {
    const one = placeholderOf(name);
    return one ? placed(one) : braced(name);
  };

  const whereOf = (problem: LayoutProblem): string =>
    hasPlace(problem) ? words.where(problem.at.line, problem.at.column) : '';

  const told = (problem: LayoutProblem): string => {
    switch (problem.code) {
      case 'empty':
        return words.empty(headline);
      case 'headline-missing':
        return words.headlineMissing(headline);
      case 'too-long':
        return words.tooLong(problem.length, problem.limit);
      case 'unknown-placeholder': {
        const { name, nearest } = problem;
        const instead = nearest ? words.writeInstead(braced(nearest)) : words.choose(allPlaces);
        return `${words.unknownPlace(braced(clip(name)))} ${instead}`;
      }
      case 'placeholder-twice':
        return words.twice(known(problem.name));
      case 'words-not-taken':
        return words.wordsNotTaken(known(problem.name));
      case 'brace-alone':
        return words.braceAlone(isolateWhole(problem.brace), headline);
      case 'unknown-tag':
        return words.unknownTag(tagged(clip(problem.tag)), allTags);
      case 'tag-broken':
        return words.broken(
          isolateWhole(`<${clip(problem.tag)}`),
          isolateWhole('>'),
          isolateWhole('&lt;'),
        );
      case 'tag-unclosed':
        return words.unclosed(tagged(problem.tag), tagged(`/${problem.tag}`));
      case 'tag-unopened':
        return words.unopened(tagged(`/${problem.tag}`), tagged(problem.tag));
      case 'tags-crossed':
        return words.crossed(tagged(problem.open), tagged(`/${problem.tag}`));
      case 'tag-within-itself':
        return words.withinItself(tagged(problem.tag));
    }
  };

  return {
    /** What can stand in a template, for the editor who is about to write one. */
    layoutGuide: (): string =>
      [
        words.guide,
        ...places.map((one) => `• ${placed(one)} ${words.about[one]}`),
        words.tags(allTags, tagged('/b')),
        words.vanishes,
      ].join('\n'),

    /** A ready template with the names that the guide has for its places. */
    readyBody: (body: string): string =>
      body.replace(/\{([^{}]+)\}/gu, (_, name: string) => {
        const one = placeholderOf(name);
        return `{${one ? words.placeName(one) : name}}`;
      }),

    /** What is wrong with a template, and what to do: a line for each problem, the first ones of many. */
    layoutProblems(problems: readonly LayoutProblem[]): string {
      const lines = problems
        .slice(0, mostShown)
        .map((problem) => `• ${whereOf(problem)}${told(problem)}`);
      const more = problems.length - mostShown;
      return [...lines, ...(more > 0 ? [words.more(more)] : [])].join('\n');
    },

    /** What is wrong with the name of a template. */
    nameProblem: (problem: NameProblem): string => words.nameProblems[problem](nameLimit),
  };
};

export const { layoutGuide, layoutProblems, nameProblem, readyBody } = layoutTexts(arabic);
