/** An editor as the desk's tests need one: drafts on channels, publishes, approves and rejects. */
import type { TitledPost } from '../../data/repositories/posts.ts';
import type { Store } from '../../data/store.ts';
import { type Act, type Authorized, authorise } from '../../src/desk/authorise.ts';
import type { Desk } from '../../src/desk/desk.ts';
import type { Draft, Piece, When } from '../../src/desk/pieces.ts';

export type AtDesk = { readonly store: Store; readonly desk: Desk };

export async function may<A extends Act>(store: Store, id: number, act: A): Promise<Authorized<A>> {
  const by = await authorise(store.people, id, act);
  if (!by) throw new Error(`${id} may not ${act}`);
  return by;
}

/** Knows nothing of a piece's story, and tells its writer nothing. */
export const unsaid = { knownUntil: 0, toWriter: () => '' };

/** A draft of the editor's on exactly these channels. */
export async function draftOn(
  { store, desk }: AtDesk,
  articleId: number,
  channelIds: readonly number[],
  editorId = 1001,
): Promise<Draft> {
  const by = await may(store, editorId, 'write');
  const piece = await desk.begin(articleId, by);
  const isIn = async (id: number) =>
    (await desk.piece(piece))?.posts.some(({ channelId }) => channelId === id) ?? false;
  const toggle = async (id: number) =>
    desk.toggleChannel(piece, (await desk.piece(piece))?.revision ?? 0, id, by);
  for (const id of channelIds) if (!(await isIn(id))) await toggle(id);
  for (const { id } of await store.channels.all()) {
    if (!channelIds.includes(id) && (await isIn(id))) await toggle(id);
  }
  return piece;
}

/** Publishes knowing all. @returns the posts that were put into the queue; none when nothing waited */
export async function publish(
  { store, desk }: AtDesk,
  piece: Piece,
  when: When,
  editorId = 1001,
): Promise<readonly TitledPost[]> {
  const seen = (await desk.piece(piece))?.revision ?? 0;
  const by = await may(store, editorId, 'publish');
  const verdict = await desk.publish(piece, seen, when, by, {
    ...unsaid,
    knownUntil: Number.POSITIVE_INFINITY,
  });
  return verdict.kind === 'done' ? verdict.posts : [];
}

/** Approves what waits of an article in review. */
export const approve = (at: AtDesk, articleId: number): Promise<readonly TitledPost[]> =>
  publish(at, { kind: 'review', articleId, editorId: null }, { kind: 'slot' });
