/** The templates that every newsroom has, and how any template is found by its name. */
import { normalise } from '../src/arabic/normalise.ts';
import { codePoints } from './fit.ts';
import { type Layout, parseLayout } from './layout.ts';

export interface ReadyTemplate {
  /** As newsroom.yaml and the column of a channel write it. */
  readonly name: string;
  /** As editors read it. */
  readonly title: string;
  readonly body: string;
}

const standard: ReadyTemplate = {
  name: 'standard',
  title: 'القياسي',
  body: ['<b>{العنوان}</b>', '{الملخص}', '{الإسناد}', '{اقرأ أيضًا}', '{الوسوم}', '{تابعونا}'].join(
    '\n\n',
  ),
};

export const readyTemplates: readonly ReadyTemplate[] = [
  standard,
  {
    name: 'brief',
    title: 'موجز',
    body: ['<b>{العنوان}</b>', '{الإسناد}', '{تابعونا}'].join('\n\n'),
  },
  { name: 'headline', title: 'عنوان فقط', body: '<b>{العنوان}</b>' },
  {
    name: 'quote',
    title: 'اقتباس',
    body: [
      '<b>{العنوان}</b>',
      '<blockquote>{الملخص}</blockquote>',
      '{الإسناد}',
      '{الوسوم}',
      '{تابعونا}',
    ].join('\n\n'),
  },
];

/** What editors call a ready template. */
export const readyTitle = (name: string): string =>
  readyTemplates.find((ready) => ready.name === name)?.title ?? name;

const layouts: ReadonlyMap<string, Layout> = new Map(
  readyTemplates.map(({ name, body }) => [name, sound(body)]),
);

function sound(body: string): Layout {
  const layout = parseLayout(body);
  if ('problems' in layout) throw new Error(`a ready template is wrong: ${body}`);
  return layout;
}

/** What holds where nothing else was chosen. */
export const standardLayout: Layout = sound(standard.body);

/** The layout of a ready template; undefined for other names. */
export const readyLayout = (name: string): Layout | undefined => layouts.get(name);

/** How long the name of an own template may be, in code points. */
export const nameLimit = 32;

/** What is wrong with the name of an own template: none or too long, letters it can't have, a ready one's. */
export type NameProblem = 'length' | 'letters' | 'ready';

/**
 * Checks the name of an own template.
 *
 * @returns the name as it is kept, or what is wrong with it
 */
export function checkName(written: string): { name: string } | { problem: NameProblem } {
  const name = written.trim().replace(/\s+/gu, ' ');
  if (name === '' || codePoints(name) > nameLimit) return { problem: 'length' };
  if (!/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} _-]*$/u.test(name)) return { problem: 'letters' };
  const isReady = readyTemplates.some((ready) =>
    [ready.name, ready.title].some((known) => normalise(known) === normalise(name)),
  );
  return isReady ? { problem: 'ready' } : { name };
}
