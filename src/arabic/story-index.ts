import type { Fingerprint } from './shingles.ts';

/** A key in more articles than this is boilerplate ('وكالة الأنباء السعودية واس') … */
const boilerplate = 50;

/** … or agency copy that many have printed: then its newest holders stand for all. */
const newest = 5;

/** Candidates compared in full for one article: the ones that share most. */
const mostCandidates = 40;

/**
 * Of the shingles one in so many is kept, by its hash, so that two articles keep the same ones: the
 * least likeness that makes a story still shares some, and the titles stand in the index whole.
 */
const sample = 4;

type Key = number | string;

export type StoryIndex<Member extends { readonly print: Fingerprint }> = ReturnType<
  typeof createStoryIndex<Member>
>;

/** Finds earlier articles that may tell one story with a new one, without comparing all with all. */
export function createStoryIndex<Member extends { readonly print: Fingerprint }>() {
  const holders = new Map<Key, Member[]>();

  return {
    add(member: Member): void {
      for (const key of keysOf(member.print)) {
        const list = holders.get(key);
        if (list) list.push(member);
        else holders.set(key, [member]);
      }
    },

    remove(member: Member): void {
      for (const key of keysOf(member.print)) {
        const left = holders.get(key)?.filter((other) => other !== member) ?? [];
        if (left.length > 0) holders.set(key, left);
        else holders.delete(key);
      }
    },

    /** At most 40 members that share words with an article, those that share most first. */
    candidates(print: Fingerprint): Member[] {
      const shared = new Map<Member, number>();
      for (const key of keysOf(print)) {
        const list = holders.get(key) ?? [];
        const telling = list.length > boilerplate ? list.slice(-newest) : list;
        for (const member of telling) shared.set(member, (shared.get(member) ?? 0) + 1);
      }
      return [...shared]
        .sort((a, b) => b[1] - a[1])
        .slice(0, mostCandidates)
        .map(([member]) => member);
    },
  };
}

function* keysOf({ shingles, title, headline }: Fingerprint): Generator<Key> {
  for (const shingle of shingles) if (shingle % sample === 0) yield shingle;
  yield* title;
  yield headline;
}
