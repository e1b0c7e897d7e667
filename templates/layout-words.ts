/** What editors read about templates: what can stand in one, and what is wrong with theirs. */
import { isolateWhole } from '../src/arabic/bidi.ts';
import { hasPlace, type LayoutProblem } from './layout.ts';
import { type Placeholder, placeholderNames } from './placeholders.ts';
import { type NameProblem, nameLimit } from './ready.ts';

const about: Readonly<Record<Placeholder, string>> = {
  headline: 'عنوان الخبر، ولا بد منه',
  summary: 'جمل من الخبر',
  attribution: 'المكان والمصدر في سطر واحد',
  source: 'اسم المصدر وحده',
  tags: 'الهاشتاغات',
  follow: 'روابط المتابعة',
  related: 'أخبار سابقة في الموضوع نفسه',
  link: 'رابط الخبر، وتُكتب كلماته بعد نقطتين إن شئت',
};

const braced = (name: string): string => isolateWhole(`{${name}}`);
const tagged = (tag: string): string => isolateWhole(`<${tag}>`);

const names = Object.keys(about) as Placeholder[];
const allNames = names.map((one) => braced(placeholderNames[one][0])).join(' ');
const allTags = ['b', 'i', 'u', 's', 'spoiler', 'blockquote', 'blockquote expandable']
  .map(tagged)
  .join(' ');

/** What can stand in a template, for the editor who is about to write one. */
export const layoutGuide = (): string =>
  [
    'يُكتب القالب نصًا، وفيه بين قوسين ما يملؤه الخبر:',
    ...names.map((one) => `• ${braced(placeholderNames[one][0])} ${about[one]}`),
    `وللتنسيق: ${allTags}، ولكل علامة إغلاقها مثل ${tagged('/b')}.`,
    'والسطر الذي لا يجد الخبر ما يملؤه يختفي.',
  ].join('\n');

/** What is wrong with a template, and what to do: a line for each problem, the first ones of many. */
export function layoutProblems(problems: readonly LayoutProblem[]): string {
  const lines = problems
    .slice(0, mostShown)
    .map((problem) => `• ${whereOf(problem)}${told(problem)}`);
  const more = problems.length - mostShown;
  return [...lines, ...(more > 0 ? [`وغيرها: ${more}`] : [])].join('\n');
}

const mostShown = 8;

const whereOf = (problem: LayoutProblem): string =>
  hasPlace(problem) ? `السطر ${problem.at.line}، الحرف ${problem.at.column}: ` : '';

function told(problem: LayoutProblem): string {
  switch (problem.code) {
    case 'empty':
      return `القالب فارغ. اكتب فيه ${headline} على الأقل.`;
    case 'headline-missing':
      return `ليس في القالب عنوان. أضف ${headline}.`;
    case 'too-long':
      return `القالب أطول مما نقبل: ${problem.length}، والحد ${problem.limit}. اختصره.`;
    case 'unknown-placeholder': {
      const { name, nearest } = problem;
      const instead = nearest ? `اكتب ${braced(nearest)}` : `اختر من: ${allNames}`;
      return `لا نعرف ${braced(clip(name))}. ${instead}`;
    }
    case 'placeholder-twice':
      return `${braced(problem.name)} مكرر. اتركه مرة واحدة.`;
    case 'words-not-taken':
      return `الكلمات بعد النقطتين للرابط وحده. اكتب ${braced(problem.name)}.`;
    case 'brace-alone':
      return `قوس ${isolateWhole(problem.brace)} وحده. اكتب الاسم بين قوسين مثل ${headline}، أو احذفه.`;
    case 'unknown-tag':
      return `لا نعرف العلامة ${tagged(clip(problem.tag))}. اختر من: ${allTags}`;
    case 'tag-broken':
      return `العلامة ${isolateWhole(`<${clip(problem.tag)}`)} ناقصة. أكملها بـ ${isolateWhole('>')}، واكتب ${isolateWhole('&lt;')} إن أردت الرمز نفسه.`;
    case 'tag-unclosed':
      return `العلامة ${tagged(problem.tag)} لم تُغلق. أضف ${tagged(`/${problem.tag}`)} بعد آخر ما تشمله.`;
    case 'tag-unopened':
      return `العلامة ${tagged(`/${problem.tag}`)} تُغلق ما لم يُفتح. احذفها، أو أضف ${tagged(problem.tag)} قبلها.`;
    case 'tags-crossed':
      return `العلامتان متداخلتان. أغلق ${tagged(problem.open)} قبل ${tagged(`/${problem.tag}`)}.`;
    case 'tag-within-itself':
      return `العلامة ${tagged(problem.tag)} داخل مثلها. احذف الداخلية.`;
  }
}

const headline = braced(placeholderNames.headline[0]);

const clip = (words: string): string =>
  words.length <= 40 ? words : `${[...words].slice(0, 39).join('')}…`;

/** What is wrong with the name of a template. */
export const nameProblem = (problem: NameProblem): string =>
  ({
    length: `اكتب اسمًا من حرف إلى ${nameLimit} حرفًا.`,
    letters: 'يُكتب الاسم بحروف وأرقام ومسافات، ويبدأ بحرف أو رقم.',
    ready: 'هذا اسم قالب جاهز. اختر اسمًا آخر.',
  })[problem];
