/** Which channels an article goes to, and whether it is breaking. Pure. */
import { normalise } from '../arabic/normalise.ts';

export interface Routable {
  /** The name of the source in newsroom.yaml; null for an address that an editor sent. */
  readonly sourceName: string | null;
  readonly section: string | null;
}

export interface Route {
  readonly sources: readonly string[] | null;
  readonly sections: readonly string[] | null;
}

/** The channels whose sources and sections admit the article. Absent lists admit all. */
export function channelsFor<C extends Route>(article: Routable, channels: readonly C[]): C[] {
  const admits = (list: readonly string[] | null, value: string | null) =>
    list === null || (value !== null && list.some((name) => normalise(name) === normalise(value)));
  return channels.filter(
    ({ sources, sections }) =>
      (article.sourceName === null || admits(sources, article.sourceName)) &&
      admits(sections, article.section),
  );
}

/**
 * Whether a newsroom calls this breaking: its title opens with «عاجل», or a category says so. The
 * word in mid-title is no sign ("علاج عاجل للمصابين").
 */
export function isBreaking(title: string, categories: readonly string[] = []): boolean {
  const opens = /^[^\p{L}\p{N}]*عاجل(?:[^\p{L}]|$)/u;
  return opens.test(normalise(title)) || categories.some((name) => normalise(name) === 'عاجل');
}
