/** Which channels an article goes to, by which rule it does not, and whether it is breaking. Pure. */
import type { RefusalRule } from '../../data/schema.ts';
import { normalise } from '../arabic/normalise.ts';
import { findPhrase, phraseOf } from '../arabic/phrases.ts';

export interface Routable {
  /** The name of the source in newsroom.yaml; null for an address that an editor sent. */
  readonly sourceName: string | null;
  readonly section: string | null;
  readonly author: string | null;
  readonly title: string;
  readonly tags: readonly string[];
  readonly paragraphs: readonly string[];
  /** Milliseconds UTC. */
  readonly publishedAt: number | null;
}

/** What a source or a channel asks of an article; what is absent or null asks for nothing. */
export interface Rules {
  readonly sources?: readonly string[] | null;
  readonly sections?: readonly string[] | null;
  readonly authors?: readonly string[] | null;
  /** One of these must stand in title, tags or first paragraph. */
  readonly words?: readonly string[] | null;
  /** None of these may. */
  readonly notWords?: readonly string[] | null;
  readonly maxAgeMs?: number | null;
}

/** The first rule that an article fails. */
export interface Refused {
  readonly rule: RefusalRule;
  /** The word that decided, or the article's own value; for `max_age` its age in milliseconds. */
  readonly detail: string | null;
}

/**
 * The rule by which an article is not taken; undefined when all admit it. An article without a date
 * has no age: whoever asks for a section or an author asks for one that is told.
 *
 * @param now milliseconds UTC
 */
export function refusalOf(article: Routable, rules: Rules, now: number): Refused | undefined {
  const { sourceName, section, author, publishedAt } = article;
  if (sourceName !== null && !admits(rules.sources, sourceName)) {
    return { rule: 'sources', detail: sourceName };
  }
  if (!admits(rules.sections, section)) return { rule: 'sections', detail: section };
  if (!admits(rules.authors, author)) return { rule: 'authors', detail: author };
  const age = publishedAt === null ? 0 : now - publishedAt;
  if (rules.maxAgeMs != null && age > rules.maxAgeMs) {
    return { rule: 'max_age', detail: String(age) };
  }
  const unwanted = rules.notWords && wordIn(article, rules.notWords);
  if (unwanted) return { rule: 'not_words', detail: unwanted };
  if (rules.words && !wordIn(article, rules.words)) {
    return { rule: 'words', detail: rules.words.join('، ') };
  }
  return undefined;
}

const admits = (list: readonly string[] | null | undefined, value: string | null) =>
  list == null || (value !== null && list.some((name) => normalise(name) === normalise(value)));

/** Matched is what readers meet first, not the whole text: there a word is told in passing. */
function wordIn(article: Routable, list: readonly string[]): string | undefined {
  const { title, tags, paragraphs } = article;
  const phrases = list.map((word) => ({ word, phrase: phraseOf(word) }));
  for (const part of [title, ...tags, paragraphs[0] ?? '']) {
    const found = findPhrase(normalise(part), phrases);
    if (found) return found.word;
  }
  return undefined;
}

/** The channels whose rules admit the article. */
export function channelsFor<C extends Rules>(
  article: Routable,
  channels: readonly C[],
  now: number,
): C[] {
  return channels.filter((channel) => !refusalOf(article, channel, now));
}

/**
 * Whether a newsroom calls this breaking: its title opens with «عاجل» or another of its tags, or a
 * category (a tag, a section, a feed's own flag) is one. The word in mid-title is no sign ("علاج
 * عاجل للمصابين").
 *
 * @param tags the newsroom's own, beside «عاجل»
 */
export function isBreaking(
  title: string,
  categories: readonly string[] = [],
  tags: readonly string[] = [],
): boolean {
  const wanted = ['عاجل', ...tags.map(normalise)];
  const headline = normalise(title).replace(/^[^\p{L}\p{N}]+/u, '');
  const opens = (tag: string) =>
    headline.startsWith(tag) && !/^\p{L}/u.test(headline.slice(tag.length));
  return wanted.some(opens) || categories.some((name) => wanted.includes(normalise(name)));
}
