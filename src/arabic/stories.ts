import {
  type Fingerprint,
  fingerprint,
  type Relation,
  relate,
  relateVersions,
} from './shingles.ts';
import { createStoryIndex } from './story-index.ts';

/** An article as grouping needs it. */
export interface StoryItem {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Epoch milliseconds, or null when not known. */
  readonly at: number | null;
  /** Its canonical address and guid: an item that shares one is the same article, whatever its text. */
  readonly identities?: readonly string[];
}

export interface Grouped {
  readonly id: string;
  /** The id of the first article of its story; its own when it is the first. */
  readonly story: string;
  /** The id of the article it repeats; null for news and for updates with other numbers. */
  readonly duplicateOf: string | null;
}

/** Where an article belongs among earlier ones. */
export interface Place<Earlier> {
  /** One that tells the same story; null when the article opens one. */
  readonly beside: Earlier | null;
  /** The one that it repeats. */
  readonly repeats: Earlier | null;
  /** It tells numbers that no earlier article of the story has told: news within the story. */
  readonly isUpdate: boolean;
}

/**
 * Places an article among earlier ones. It is an update only when no other article of the story has
 * told the new numbers: three sources report a risen toll, and the first of them is news.
 *
 * @param earlier likeliest first; the first that relates is the one it stands beside
 * @param relation how the article stands to an earlier one
 */
export function placeAmong<Earlier extends { readonly print: Fingerprint }>(
  print: Fingerprint,
  earlier: Iterable<Earlier>,
  relation = (other: Earlier): Relation => relate(other.print, print),
): Place<Earlier> {
  let beside: Earlier | null = null;
  let repeats: Earlier | null = null;
  let updates = false;
  let known = false;
  for (const other of earlier) {
    const related = relation(other);
    if (related === 'different') continue;
    beside ??= other;
    if (related === 'update') updates = true;
    else if (related === 'duplicate') repeats ??= other;
    if (related !== 'update' && tellsNumbersOf(other.print, print)) known = true;
  }
  // A repeat of a version without numbers may still be the first to tell the new ones.
  if (repeats && (known || !updates || print.titleNumbers.size === 0))
    return { beside: repeats, repeats, isUpdate: false };
  return { beside, repeats: null, isUpdate: updates && !known };
}

function tellsNumbersOf(earlier: Fingerprint, later: Fingerprint): boolean {
  return later.titleNumbers.size > 0 && later.titleNumbers.isSubsetOf(earlier.numbers);
}

interface Member {
  readonly story: string;
  /** The id of the article that it repeats, else its own. */
  readonly original: string;
  readonly print: Fingerprint;
}

/**
 * Groups articles into stories and finds repeats, each against those that came before it in the list.
 */
export function groupStories(items: readonly StoryItem[]): Grouped[] {
  const index = createStoryIndex<Member>();
  const identified = new Map<string, Member[]>();
  return items.map((item) => {
    const print = fingerprint(item);
    const identities = item.identities ?? [];
    const versions = identities.flatMap((name) => identified.get(name) ?? []);
    const { beside, repeats } = placeAmong(
      print,
      [...versions, ...index.candidates(print)],
      (other) =>
        versions.includes(other) ? relateVersions(other.print, print) : relate(other.print, print),
    );
    const member = {
      story: beside?.story ?? item.id,
      original: repeats?.original ?? item.id,
      print,
    };
    for (const name of identities) identified.set(name, [...(identified.get(name) ?? []), member]);
    index.add(member);
    return { id: item.id, story: member.story, duplicateOf: repeats?.original ?? null };
  });
}
