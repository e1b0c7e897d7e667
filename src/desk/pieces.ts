/**
 * Pieces: an article's posts that wait for an editor's word, as a draft of theirs or in review. Every
 * act names the revision that the editor has seen, and raises it: of two who act on the same one, the
 * first wins, and a button under an older one is known to be old.
 */
import { isOwn, type StoredArticle } from '../../data/repositories/articles.ts';
import type { Channel } from '../../data/repositories/channels.ts';
import type { Post, TitledPost } from '../../data/repositories/posts.ts';
import type { Remark } from '../../data/repositories/remarks.ts';
import type { AmendedPart, PostState, Timing } from '../../data/schema.ts';
import type { Store } from '../../data/store.ts';
import type { Authorized } from './authorise.ts';
import { nextCheck } from './keeping.ts';
import type { Planning } from './planning.ts';
import { channelsFor } from './routing.ts';
import { note } from './staff.ts';

/** When an editor wants a post to go out. */
export type When = { kind: 'now' } | { kind: 'slot' } | { kind: 'at'; at: number };

/** Whose word an article's posts wait for: their author's, or any editor's. */
export type Piece =
  | { readonly kind: 'draft'; readonly articleId: number; readonly editorId: number }
  | { readonly kind: 'review'; readonly articleId: number };

/** A piece as it lies on the desk. */
export interface OnDesk {
  readonly piece: Piece;
  readonly article: StoredArticle;
  /** One a channel; never none. */
  readonly posts: readonly TitledPost[];
  readonly revision: number;
  readonly remarks: readonly Remark[];
  /** The writer who put it before the editors; null: the line did. */
  readonly author: string | null;
}

/** What became of an act. */
export type Verdict<T> =
  | ({ readonly kind: 'done' } & T)
  /** The piece is another than the one that was seen. */
  | { readonly kind: 'changed' }
  /** Somebody has decided, or thrown it away. */
  | { readonly kind: 'gone'; readonly by: string | null };

export interface PiecesOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly planning: Planning;
  readonly wake: () => void;
  readonly review: (posts: readonly Post[]) => Promise<void>;
}

export function createPieces({ store, now, planning, wake, review }: PiecesOptions) {
  const { enqueue, channelOf } = planning;

  const postsOf = async (tx: Store, piece: Piece): Promise<TitledPost[]> =>
    piece.kind === 'draft'
      ? tx.posts.drafts(piece.articleId, piece.editorId)
      : (await tx.posts.ofArticle(piece.articleId)).filter(({ state }) => state === 'in review');

  const revisionOf = (posts: readonly Pick<TitledPost, 'revision'>[]): number =>
    Math.max(...posts.map(({ revision }) => revision));

  const nameOf = async (tx: Store, editorId: number | null): Promise<string | null> => {
    if (editorId === null) return null;
    const editor = (await tx.people.staff()).find(({ id }) => id === editorId);
    return editor?.name ?? String(editorId);
  };

  /** Who decided last on an article. */
  const gone = async (tx: Store, { articleId }: Piece): Promise<Verdict<never>> => {
    const posts = await tx.posts.ofArticle(articleId);
    const decided = posts.findLast(({ decidedBy }) => decidedBy !== null);
    return { kind: 'gone', by: await nameOf(tx, decided?.decidedBy ?? null) };
  };

  /** Does something to a piece, if it is the one that the editor has seen. */
  const act = async <T extends object>(
    piece: Piece,
    seen: number,
    work: (tx: Store, posts: readonly [TitledPost, ...TitledPost[]]) => Promise<T>,
  ): Promise<Verdict<T>> => {
    const verdict = await store.transaction(async (tx): Promise<Verdict<T>> => {
      const [first, ...others] = await postsOf(tx, piece);
      if (!first) return gone(tx, piece);
      const posts = [first, ...others] as const;
      if (revisionOf(posts) !== seen) return { kind: 'changed' };
      const ids = posts.map(({ id }) => id);
      if (!(await tx.posts.revise(ids, seen))) return { kind: 'changed' };
      return { kind: 'done', ...(await work(tx, posts)) };
    });
    wake();
    return verdict;
  };

  /** When a post would go out on a channel. */
  const timeFor = async (
    tx: Store,
    channel: Channel,
    { breaking }: Pick<Post, 'breaking'>,
    when: When,
  ): Promise<{ at: number; timing: Timing }> => {
    if (when.kind === 'at') return { at: when.at, timing: 'fixed' };
    if (when.kind === 'now') return { at: now(), timing: 'fixed' };
    return breaking ? { at: now(), timing: 'asap' } : planning.timeOn(tx, channel);
  };

  const stateOf = (piece: Piece): PostState => (piece.kind === 'draft' ? 'draft' : 'in review');

  /** Gives an article a post more, which waits beside those that it has. */
  const addPost = async (
    tx: Store,
    piece: Piece,
    article: Pick<StoredArticle, 'id' | 'breaking'>,
    channelId: number,
    beside: TitledPost | undefined,
  ): Promise<void> => {
    const added = await tx.posts.add({
      articleId: article.id,
      channelId,
      edition: await tx.posts.nextEdition(article.id, channelId),
      state: stateOf(piece),
      breaking: beside?.breaking ?? article.breaking,
      dueAt: null,
      createdBy: piece.kind === 'draft' ? piece.editorId : (beside?.createdBy ?? null),
      createdAt: now(),
      // One less would be a post that has missed a change of its piece.
      revision: beside ? beside.revision + 1 : 1,
    });
    if (added && beside) await tx.amendments.share(beside, added.id);
  };

  const removePost = (tx: Store, { id, state }: TitledPost): Promise<unknown> =>
    state === 'draft'
      ? tx.posts.removeDraft(id)
      : tx.posts.move(id, ['in review'], { state: 'retracted' });

  const suggested = async (articleId: number): Promise<Channel[]> => {
    const article = await store.articles.find(articleId);
    const all = await store.channels.all();
    const fitting = article ? channelsFor({ ...article, sourceName: null }, all, now()) : [];
    return fitting.length > 0 ? fitting : all;
  };

  const amendedWith = async (
    tx: Store,
    posts: readonly TitledPost[],
    { part, text }: { part: AmendedPart; text: string },
    by: Authorized<'write'>,
  ): Promise<void> => {
    const [first] = posts;
    if (!first) return;
    const ids = posts.map(({ id }) => id);
    const made = { articleId: first.articleId, posts: ids, part, text };
    await tx.amendments.add({ ...made, createdBy: by.editorId, createdAt: now() });
    await note(tx, by, 'amend', first.title, now());
  };

  return {
    /** The channels that the rules would send an editor's article to. */
    suggested,

    /** Who decided on a piece that waits no more. */
    goneBy: (piece: Piece): Promise<Verdict<never>> => gone(store, piece),

    /** @returns undefined when nothing of it waits any more */
    async piece(piece: Piece): Promise<OnDesk | undefined> {
      const posts = await postsOf(store, piece);
      const article = await store.articles.find(piece.articleId);
      if (posts.length === 0 || !article) return undefined;
      const author = piece.kind === 'review' ? (posts[0]?.createdBy ?? null) : null;
      return {
        piece,
        article,
        posts,
        revision: revisionOf(posts),
        remarks: await store.remarks.of(article.id),
        author: await nameOf(store, author),
      };
    },

    /**
     * Begins a draft of an article, on the channels that the rules would send it to; or goes on with
     * the one that the editor has.
     */
    async begin(articleId: number, by: Authorized<'write'>): Promise<Piece> {
      const piece = { kind: 'draft', articleId, editorId: by.editorId } as const;
      const channels = await suggested(articleId);
      await store.transaction(async (tx) => {
        const article = await tx.articles.find(articleId);
        if (!article || (await postsOf(tx, piece)).length > 0) return;
        for (const { id } of channels) await addPost(tx, piece, article, id, undefined);
      });
      return piece;
    },

    /** The drafts of an editor that wait to be gone on with, newest first. */
    drafts: (by: Authorized<'write'>, limit: number): Promise<TitledPost[]> =>
      store.posts.openDrafts(by.editorId, limit),

    /**
     * Puts a channel in or takes it out.
     *
     * @returns `isLast` when it is the only one, which stays
     */
    toggleChannel: (piece: Piece, seen: number, channelId: number, _by: Authorized<'write'>) =>
      act(piece, seen, async (tx, posts) => {
        const there = posts.find((post) => post.channelId === channelId);
        if (there && posts.length === 1) return { isLast: true };
        const article = await tx.articles.find(piece.articleId);
        if (there) await removePost(tx, there);
        else if (article) await addPost(tx, piece, article, channelId, posts[0]);
        return { isLast: false };
      }),

    /** Puts an editor's words, or pictures, in the place of the article's. */
    amendPiece: (
      piece: Piece,
      seen: number,
      change: { part: AmendedPart; text: string },
      by: Authorized<'write'>,
    ) =>
      act(piece, seen, async (tx, posts) => {
        await amendedWith(tx, posts, change, by);
        return {};
      }),

    /** Adds a picture to an album, whatever revision was seen: its pictures come one by one. */
    async addPicture(
      piece: Piece,
      fileId: string,
      most: number,
      by: Authorized<'write'>,
    ): Promise<{ isFull: boolean }> {
      return store.transaction(async (tx) => {
        const posts = await postsOf(tx, piece);
        const [first] = posts;
        if (!first) return { isFull: false };
        const { pictures = '[]' } = await tx.amendments.of(first);
        const files: string[] = JSON.parse(pictures);
        if (files.includes(fileId)) return { isFull: false };
        if (files.length >= most) return { isFull: true };
        const ids = posts.map(({ id }) => id);
        await tx.posts.revise(ids, revisionOf(posts));
        const text = JSON.stringify([...files, fileId]);
        await amendedWith(tx, posts, { part: 'pictures', text }, by);
        return { isFull: false };
      });
    },

    /** Makes a piece breaking news, or ordinary news again. */
    toggleBreaking: (piece: Piece, seen: number, _by: Authorized<'publish'>) =>
      act(piece, seen, async (tx, posts) => {
        const breaking = posts[0].breaking === 1 ? 0 : 1;
        const state = stateOf(piece);
        for (const { id } of posts) await tx.posts.move(id, [state], { state, breaking });
        return {};
      }),

    /** Says something to the other editors; readers never see it. */
    remark: (articleId: number, text: string, by: Authorized<'write'>): Promise<void> =>
      store.remarks.add({ articleId, editorId: by.editorId, text, at: now() }),

    /** When each of a piece's posts would go out. */
    async times(piece: Piece, when: When): Promise<(TitledPost & { at: number })[]> {
      const posts = await postsOf(store, piece);
      return Promise.all(
        posts.map(async (post) => ({
          ...post,
          at: (await timeFor(store, await channelOf(store, post), post, when)).at,
        })),
      );
    },

    /**
     * Puts a piece into the queue. Said twice it does nothing the second time, so an update that
     * Telegram delivers again publishes nothing again.
     */
    publish: (
      piece: Piece,
      seen: number,
      when: When,
      by: Authorized<'publish'>,
    ): Promise<Verdict<{ posts: readonly TitledPost[] }>> =>
      act(piece, seen, async (tx, posts) => {
        const queued: TitledPost[] = [];
        for (const post of posts) {
          const channel = await channelOf(tx, post);
          // Two who drafted one article, or a draft that came back beside another: a channel has it once.
          const isSecond = queued.some(({ channelId }) => channelId === post.channelId);
          if (channel.removedAt !== null || isSecond) {
            await removePost(tx, post);
            continue;
          }
          const { at: dueAt, timing } = await timeFor(tx, channel, post, when);
          const state = dueAt > now() ? 'scheduled' : 'queued';
          const plan = { state, dueAt, timing, promisedAt: dueAt, hold: null } as const;
          const to = { ...plan, decidedBy: by.editorId };
          if (!(await tx.posts.move(post.id, [stateOf(piece)], to))) continue;
          await enqueue(tx, post, channel, dueAt);
          queued.push({ ...post, ...to });
        }
        const article = await tx.articles.find(piece.articleId);
        const checkAt = article && !isOwn(article) ? nextCheck(article.readAt, now()) : null;
        if (checkAt !== null) await tx.articles.checkBy([piece.articleId], checkAt);
        const done = piece.kind === 'draft' ? 'publish' : 'approve';
        await note(tx, by, done, posts[0].title, now());
        return { posts: queued };
      }),

    /** Puts a draft before the editors. */
    async submit(piece: Piece, seen: number, by: Authorized<'write'>): Promise<Verdict<object>> {
      const submitted = await act(piece, seen, async (tx, posts) => {
        for (const { id } of posts) await tx.posts.move(id, ['draft'], { state: 'in review' });
        await tx.posts.renewReview(piece.articleId);
        await note(tx, by, 'submit', posts[0].title, now());
        return { posts };
      });
      if (submitted.kind === 'done') await review(submitted.posts);
      return submitted;
    },

    /**
     * Sends a piece in review away; it is not published.
     *
     * @returns the posts as they were
     */
    reject: (
      piece: Piece & { kind: 'review' },
      seen: number,
      by: Authorized<'publish'>,
    ): Promise<Verdict<{ posts: readonly TitledPost[] }>> =>
      act(piece, seen, async (tx, posts) => {
        const to = { state: 'retracted', decidedBy: by.editorId } as const;
        for (const { id } of posts) await tx.posts.move(id, ['in review'], to);
        await note(tx, by, 'reject', posts[0].title, now());
        return { posts };
      }),

    /** Says why a piece was rejected, to whoever looks at it later. */
    explain: (
      { id, title }: Pick<StoredArticle, 'id' | 'title'>,
      reason: string,
      by: Authorized<'publish'>,
    ): Promise<void> =>
      store.transaction(async (tx) => {
        await tx.remarks.add({ articleId: id, editorId: by.editorId, text: reason, at: now() });
        await note(tx, by, 'explain', `${title}: ${reason}`, now());
      }),

    /** Throws a draft away. */
    async discard(piece: Piece & { kind: 'draft' }, _by: Authorized<'write'>): Promise<void> {
      await store.transaction(async (tx) => {
        for (const post of await postsOf(tx, piece)) await removePost(tx, post);
      });
    },

    /**
     * Takes back what the editor has decided on some posts of an article: they wait again as they
     * did. What is on its way already stays.
     *
     * @returns whether any of them waits again
     */
    async reopen(
      piece: Piece,
      postIds: readonly number[],
      by: Authorized<'publish'>,
    ): Promise<boolean> {
      return store.transaction(async (tx) => {
        let reopened: string | undefined;
        for (const post of await tx.posts.ofArticle(piece.articleId)) {
          if (!postIds.includes(post.id) || post.decidedBy !== by.editorId) continue;
          // Whoever took it back since with /retract meant it.
          if (post.retraction !== null) continue;
          const isQueued = post.state === 'queued' || post.state === 'scheduled';
          const isRejected =
            post.state === 'retracted' &&
            post.messageId === null &&
            (await tx.outbox.ofPost(post.id)).length === 0;
          if (isQueued ? !(await tx.outbox.cancel(post.id)) : !isRejected) continue;
          const to = { state: stateOf(piece), dueAt: null, promisedAt: null, decidedBy: null };
          if (await tx.posts.move(post.id, [post.state], to)) reopened = post.title;
        }
        if (reopened !== undefined) await tx.posts.renewReview(piece.articleId);
        if (reopened !== undefined) await note(tx, by, 'reopen', reopened, now());
        return reopened !== undefined;
      });
    },
  };
}
