/** newsroom.yaml on its way from the disk into the database. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Store } from '../data/store.ts';
import type { Config, Problem } from './config.ts';
import { Failure } from './errors.ts';
import { type Newsroom, readNewsroom } from './newsroom.ts';
import { mergeNewsroom } from './newsroom-merge.ts';

const sampleNewsroom = join(import.meta.dirname, '../data/samples/newsroom.yaml');

/**
 * The newsroom of newsroom.yaml; of the samples when the sandbox runs without one; or none, when
 * the default file is absent: then what the database holds goes on.
 *
 * @param sandboxUrl where the sample site is, when the sandbox runs
 * @throws Failure `newsroom-invalid`, its facts one a line
 */
export function loadNewsroom(config: Config, sandboxUrl: string | undefined): Newsroom | undefined {
  const { newsroom: file, newsroomNamed } = config;
  if (existsSync(file) || newsroomNamed) return parseNewsroom(readText(file), file);
  if (!sandboxUrl) return undefined;
  const sample = readText(sampleNewsroom)
    .replace(/\$\{SITE\}/g, `${sandboxUrl}/sandbox/site`)
    .replace(/\$\{HOST\}/g, new URL(sandboxUrl).host);
  return parseNewsroom(sample, 'data/samples/newsroom.yaml');
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Failure('newsroom-invalid', { [file]: 'cannot be read; check NEWSROOM' }, { cause });
  }
}

/** @throws Failure `newsroom-invalid` with every problem under the place where it stands */
export function parseNewsroom(text: string, file: string): Newsroom {
  const newsroom = readNewsroom(text, file);
  if ('problems' in newsroom)
    throw new Failure('newsroom-invalid', problemFacts(newsroom.problems));
  return newsroom;
}

/**
 * The bytes of the newsroom's logo, whose path is told from the folder of newsroom.yaml.
 *
 * @param isVisible whether an image file can be drawn and shows anything
 * @throws Failure `logo-unreadable`, which names the file
 */
export async function readLogo(
  logo: string,
  newsroomFile: string,
  isVisible: (bytes: Uint8Array) => Promise<boolean>,
): Promise<Uint8Array> {
  const file = resolve(dirname(newsroomFile), logo);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new Failure('logo-unreadable', { file, reason: 'it cannot be read' }, { cause });
  }
  if (await isVisible(bytes)) return bytes;
  const reason = 'it is no whole PNG, JPEG, WebP or SVG image, or shows nothing';
  throw new Failure('logo-unreadable', { file, reason });
}

/** The errors of a newsroom.yaml; none when it is absent. */
export function newsroomProblems(file: string): readonly Problem[] {
  if (!existsSync(file)) return [];
  const newsroom = readNewsroom(readText(file), file);
  return 'problems' in newsroom ? newsroom.problems : [];
}

const problemFacts = (problems: readonly Problem[]) =>
  Object.fromEntries(problems.map(({ where, what }) => [where, what]));

/**
 * Applies what a newsroom.yaml has changed since it was applied last. All else that editors have
 * changed in Telegram stands, however often the program starts and whatever version it is.
 */
export async function applyNewsroom(
  store: Store,
  newsroom: Newsroom,
  now: number,
): Promise<boolean> {
  const applied = JSON.stringify(newsroom);
  return store.transaction(async (tx) => {
    const before = await tx.settings.get('newsroom applied');
    if (before === applied) return false;
    const wanted = before
      ? mergeNewsroom(JSON.parse(before), newsroom, await tx.newsroom.export())
      : newsroom;
    await tx.newsroom.apply(wanted, now);
    await tx.settings.set('newsroom applied', applied);
    return true;
  });
}
