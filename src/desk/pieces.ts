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
import { say } from './say.ts';
import { note } from './staff.ts';

/** When an editor wants a post to go out. */
export type When = { kind: 'now' } | { kind: 'slot' } | { kind: 'at'; at: number };

/**
 * Whose word an article's posts wait for: their author's, or any editor's. What the line brings and
 * what each writer puts before the editors are pieces of their own, for their words differ.
 */
export type Piece = Draft | Review;

export interface Draft {
  readonly kind: 'draft';
  readonly articleId: number;
  readonly editorId: number;
}

export interface Review {
  readonly kind: 'review';
  readonly articleId: number;
  /** The writer; null: the line. */
  readonly editorId: number | null;
}

/** The piece in review that a post belongs to. */
export const reviewOf = ({
  articleId,
  createdBy,
}: Pick<Post, 'articleId' | 'createdBy'>): Review => ({
  kind: 'review',
  articleId,
  editorId: createdBy,
});

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

/** What hindered an act. */
type Hindrance =
  /** The piece is another than the one that was seen. */
  | { readonly kind: 'changed' }
  /** Somebody has decided, by name; or it was thrown away. */
  | { readonly kind: 'gone'; readonly by: string | null; readonly decision: Decision | null };

/** Who decided on a piece, and when, in milliseconds. */
export interface Decision {
  readonly editorId: number;
  readonly decidedAt: number;
}

/** What became of an act. */
export type Verdict<T> = ({ readonly kind: 'done' } & T) | Hindrance;

/** What a post has of no decision, or of none any more: a former one is not to be taken back. */
export const undecided = { decidedBy: null, decidedAt: null } as const;

/** What an editor has to see before a piece is published. */
type Unready =
  /** Something tells the story on one of the piece's channels that the editor does not know of. */
  | { readonly kind: 'told' }
  /** Its channels have all been removed. */
  | { readonly kind: 'nowhere' };

/** What an editor knows when they publish, and what the writer is told. */
export interface Publishing {
  /** Up to when they were told what has come out of the story, in milliseconds; see {@link toldSince}. */
  readonly knownUntil: number;
  /** For a writer whose piece it is. */
  readonly toWriter: (post: TitledPost) => string;
}

/** When a post came to tell its story: it was planned, or an editor let it go. */
export const toldSince = ({
  createdAt,
  decidedAt,
}: Pick<Post, 'createdAt' | 'decidedAt'>): number => Math.max(createdAt, decidedAt ?? 0);

/** The posts that a piece is made of, in this moment. */
export const postsOf = async (tx: Store, piece: Piece): Promise<TitledPost[]> =>
  piece.kind === 'draft'
    ? tx.posts.drafts(piece.articleId, piece.editorId)
    : (await tx.posts.ofArticle(piece.articleId)).filter(
        ({ state, createdBy }) => state === 'in review' && createdBy === piece.editorId,
      );

export const revisionOf = (posts: readonly Pick<Post, 'revision'>[]): number =>
  Math.max(...posts.map(({ revision }) => revision));

export interface PiecesOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly planning: Planning;
  readonly wake: () => void;
  readonly review: (posts: readonly Post[]) => Promise<void>;
}

export function createPieces({ store, now, planning, wake, review }: PiecesOptions) {
  const { enqueue, channelOf } = planning;

  const nameOf = async (tx: Store, editorId: number | null): Promise<string | null> => {
    if (editorId === null) return null;
    const editor = (await tx.people.staff()).find(({ id }) => id === editorId);
    return editor?.name ?? String(editorId);
  };

  /** Who decided last on a piece. */
  const gone = async (tx: Store, piece: Piece): Promise<Hindrance> => {
    const decided = (await tx.posts.ofArticle(piece.articleId))
      .filter(({ createdBy, decidedBy }) => createdBy === piece.editorId && decidedBy !== null)
      .toSorted((a, b) => (a.decidedAt ?? 0) - (b.decidedAt ?? 0));
    const { decidedBy: editorId = null, decidedAt = null } = decided.at(-1) ?? {};
    const decision = editorId === null ? null : { editorId, decidedAt: decidedAt ?? 0 };
    return { kind: 'gone', by: await nameOf(tx, editorId), decision };
  };

  /** A piece's posts as the editor has seen them, and nobody else changes them meanwhile. */
  const seenBy = async (
    tx: Store,
    piece: Piece,
    seen: number,
  ): Promise<{ kind: 'done'; posts: readonly [TitledPost, ...TitledPost[]] } | Hindrance> => {
    await tx.articles.hold(piece.articleId);
    const [first, ...others] = await postsOf(tx, piece);
    if (!first) return gone(tx, piece);
    const posts = [first, ...others] as const;
    return revisionOf(posts) === seen ? { kind: 'done', posts } : { kind: 'changed' };
  };

  /** Raises the revision of posts that {@link seenBy} holds. */
  const revise = async (tx: Store, posts: readonly TitledPost[]): Promise<void> => {
    const ids = posts.map(({ id }) => id);
    if (await tx.posts.revise(ids, revisionOf(posts))) return;
    throw new Error(`posts ${ids.join(', ')} have changed while they were held`);
  };

  /** Does something to a piece, if it is the one that the editor has seen. */
  const act = async <T extends object>(
    piece: Piece,
    seen: number,
    work: (tx: Store, posts: readonly [TitledPost, ...TitledPost[]]) => Promise<T>,
  ): Promise<Verdict<T>> => {
    const verdict = await store.transaction(async (tx): Promise<Verdict<T>> => {
      const found = await seenBy(tx, piece, seen);
      if (found.kind !== 'done') return found;
      await revise(tx, found.posts);
      return { kind: 'done', ...(await work(tx, found.posts)) };
    });
    wake();
    return verdict;
  };

  /** What tells the story on the channels of these posts, or is to, but for them. */
  const tellersOf = async (tx: Store, posts: readonly TitledPost[]): Promise<TitledPost[]> => {
    const [first] = posts;
    const article = first && (await tx.articles.find(first.articleId));
    if (!article) return [];
    const tellers: TitledPost[] = [];
    for (const channelId of new Set(posts.map((post) => post.channelId))) {
      tellers.push(...(await tx.posts.tellers(article.storyId, channelId)));
    }
    return tellers;
  };

  /** What an editor has decided on a piece at a moment. */
  const decidedOn = async (
    tx: Store,
    piece: Piece,
    { editorId, decidedAt }: Decision,
  ): Promise<TitledPost[]> =>
    (await tx.posts.ofArticle(piece.articleId)).filter(
      (post) =>
        post.createdBy === piece.editorId &&
        post.decidedAt === decidedAt &&
        post.decidedBy === editorId,
    );

  /** Tells the writer whose piece it is what another has done with it. */
  const tellWriter = async (
    tx: Store,
    { editorId }: Piece,
    by: Authorized<'publish'>,
    text: string,
  ): Promise<void> => {
    if (editorId === null || editorId === by.editorId) return;
    await say(tx, String(editorId), { text, entities: [] }, now());
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
      createdBy: piece.editorId,
      createdAt: now(),
      // One less would be a post that has missed a change of its piece.
      revision: beside ? beside.revision + 1 : 1,
      announcedAt: beside?.announcedAt ?? null,
    });
    if (added && beside) await tx.amendments.share(beside, added.id);
  };

  const removePost = (tx: Store, { id, state }: TitledPost): Promise<unknown> =>
    state === 'draft'
      ? tx.posts.removeDraft(id)
      : tx.posts.move(id, ['in review'], { ...undecided, state: 'retracted' });

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

    /** What tells the piece's story already on the channels that it would go to, or is to. */
    tellers: async (piece: Piece): Promise<TitledPost[]> =>
      tellersOf(store, await postsOf(store, piece)),

    /** @returns undefined when nothing of it waits any more */
    async piece(piece: Piece): Promise<OnDesk | undefined> {
      const posts = await postsOf(store, piece);
      const article = await store.articles.find(piece.articleId);
      if (posts.length === 0 || !article) return undefined;
      return {
        piece,
        article,
        posts,
        revision: revisionOf(posts),
        remarks: await store.remarks.of(article.id),
        author: piece.kind === 'review' ? await nameOf(store, piece.editorId) : null,
      };
    },

    /**
     * Begins a draft of an article, on the channels that the rules would send it to; or goes on with
     * the one that the editor has.
     */
    async begin(articleId: number, by: Authorized<'write'>): Promise<Draft> {
      const piece = { kind: 'draft', articleId, editorId: by.editorId } as const;
      const channels = await suggested(articleId);
      await store.transaction(async (tx) => {
        await tx.articles.hold(articleId);
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
    toggleChannel: (piece: Piece, seen: number, channelId: number, by: Authorized<'write'>) =>
      act(piece, seen, async (tx, posts) => {
        const there = posts.find((post) => post.channelId === channelId);
        if (there && posts.length === 1) return { isLast: true };
        if (piece.kind === 'review') await note(tx, by, 'amend', posts[0].title, now());
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
        await tx.articles.hold(piece.articleId);
        const posts = await postsOf(tx, piece);
        const [first] = posts;
        if (!first) return { isFull: false };
        const { pictures = '[]' } = await tx.amendments.of(first);
        const files: string[] = JSON.parse(pictures);
        if (files.includes(fileId)) return { isFull: false };
        if (files.length >= most) return { isFull: true };
        await revise(tx, posts);
        const text = JSON.stringify([...files, fileId]);
        await amendedWith(tx, posts, { part: 'pictures', text }, by);
        return { isFull: false };
      });
    },

    /** Makes a piece breaking news, or ordinary news again. */
    toggleBreaking: (piece: Piece, seen: number, by: Authorized<'publish'>) =>
      act(piece, seen, async (tx, posts) => {
        if (piece.kind === 'review') await note(tx, by, 'amend', posts[0].title, now());
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
     * Telegram delivers again publishes nothing again. What tells the story on one of its channels and
     * the editor does not know of, is shown first.
     */
    async publish(
      piece: Piece,
      seen: number,
      when: When,
      by: Authorized<'publish'>,
      { knownUntil, toWriter }: Publishing,
    ): Promise<Verdict<{ posts: readonly TitledPost[]; decidedAt: number }> | Unready> {
      const decidedAt = now();
      const verdict = await store.transaction(async (tx) => {
        const found = await seenBy(tx, piece, seen);
        if (found.kind !== 'done') return found;
        const { posts } = found;
        const tellers = await tellersOf(tx, posts);
        const isNews = (teller: TitledPost) =>
          posts.some((post) => {
            // What came late had its time when it was planned, whatever was there by then.
            const since = Math.max(knownUntil, post.hold === 'late' ? post.createdAt : 0);
            return post.channelId === teller.channelId && toldSince(teller) > since;
          });
        if (tellers.some(isNews)) return { kind: 'told' } as const;
        const channels = new Map<number, Channel>();
        for (const post of posts) channels.set(post.id, await channelOf(tx, post));
        if ([...channels.values()].every(({ removedAt }) => removedAt !== null)) {
          return { kind: 'nowhere' } as const;
        }
        await revise(tx, posts);
        const queued: TitledPost[] = [];
        for (const post of posts) {
          const channel = channels.get(post.id);
          // A decision that was taken back beside what came since: a channel has it once.
          const isSecond = queued.some(({ channelId }) => channelId === post.channelId);
          if (!channel || channel.removedAt !== null || isSecond) {
            await removePost(tx, post);
            continue;
          }
          const { at: dueAt, timing } = await timeFor(tx, channel, post, when);
          const state = dueAt > now() ? 'scheduled' : 'queued';
          const plan = { state, dueAt, timing, promisedAt: dueAt, hold: null } as const;
          const to = { ...plan, decidedBy: by.editorId, decidedAt };
          if (!(await tx.posts.move(post.id, [stateOf(piece)], to))) continue;
          await enqueue(tx, post, channel, dueAt);
          queued.push({ ...post, ...to });
        }
        const article = await tx.articles.find(piece.articleId);
        const checkAt = article && !isOwn(article) ? nextCheck(article.readAt, now()) : null;
        if (checkAt !== null) await tx.articles.checkBy([piece.articleId], checkAt);
        const done = piece.kind === 'draft' ? 'publish' : 'approve';
        await note(tx, by, done, posts[0].title, now());
        if (piece.kind === 'review') await tellWriter(tx, piece, by, toWriter(posts[0]));
        return { kind: 'done', posts: queued, decidedAt } as const;
      });
      wake();
      return verdict;
    },

    /** Puts a draft before the editors, in the place of what waits there of the same writer. */
    async submit(piece: Draft, seen: number, by: Authorized<'write'>): Promise<Verdict<object>> {
      const submitted = await act(piece, seen, async (tx, posts) => {
        const former = await postsOf(tx, { ...piece, kind: 'review' });
        for (const { id } of posts) await tx.posts.move(id, ['draft'], { state: 'in review' });
        // Before the former ones go: a button under their card must be older than the new one's.
        await tx.posts.renewReview(piece);
        for (const post of former) await removePost(tx, post);
        await note(tx, by, 'submit', posts[0].title, now());
        return { posts };
      });
      if (submitted.kind === 'done') await review(submitted.posts);
      return submitted;
    },

    /**
     * Sends a piece in review away; it is not published.
     *
     * @returns when, by which it is taken back
     */
    reject: (
      piece: Review,
      seen: number,
      by: Authorized<'publish'>,
      toWriter: (post: TitledPost) => string,
    ): Promise<Verdict<{ decidedAt: number }>> =>
      act(piece, seen, async (tx, posts) => {
        const decidedAt = now();
        const to = { state: 'retracted', decidedBy: by.editorId, decidedAt } as const;
        for (const { id } of posts) await tx.posts.move(id, ['in review'], to);
        await note(tx, by, 'reject', posts[0].title, now());
        await tellWriter(tx, piece, by, toWriter(posts[0]));
        return { decidedAt };
      }),

    /**
     * Says why a piece was rejected, to its writer and to whoever looks at it later.
     *
     * @param decidedAt when it was rejected
     * @returns false when that has been taken back
     */
    explain: (
      piece: Review,
      decidedAt: number,
      reason: string,
      by: Authorized<'publish'>,
      toWriter: (post: TitledPost) => string,
    ): Promise<boolean> =>
      store.transaction(async (tx) => {
        const [post] = await decidedOn(tx, piece, { editorId: by.editorId, decidedAt });
        if (!post) return false;
        const { articleId } = piece;
        await tx.remarks.add({ articleId, editorId: by.editorId, text: reason, at: now() });
        await note(tx, by, 'explain', `${post.title}: ${reason}`, now());
        await tellWriter(tx, piece, by, toWriter(post));
        return true;
      }),

    /** Throws a draft away. */
    discard: (piece: Draft, seen: number, _by: Authorized<'write'>) =>
      act(piece, seen, async (tx, posts) => {
        for (const post of posts) await removePost(tx, post);
        return {};
      }),

    /** The posts of a decision that still stands. */
    decided: (piece: Piece, { editorId, decidedAt }: Decision): Promise<TitledPost[]> =>
      decidedOn(store, piece, { editorId, decidedAt }),

    /**
     * Takes back what the editor has decided on a piece: its posts wait again, though not for what held
     * them before. What is on its way already stays.
     *
     * @param decidedAt when they decided, in milliseconds
     * @returns `busy` when its author has another with words of its own waiting, begun or put before the
     *   editors since; `late` when nothing of the decision can be taken back any more
     */
    async reopen(
      piece: Piece,
      decidedAt: number,
      by: Authorized<'publish'>,
      toWriter: (post: TitledPost) => string,
    ): Promise<'done' | 'busy' | 'late'> {
      const outcome = await store.transaction(async (tx) => {
        await tx.articles.hold(piece.articleId);
        const decided = await decidedOn(tx, piece, { editorId: by.editorId, decidedAt });
        if (decided.length === 0) return 'late';
        if (piece.editorId !== null && (await postsOf(tx, piece)).length > 0) return 'busy';
        let reopened: TitledPost | undefined;
        for (const post of decided) {
          // Whoever took it back since with /retract meant it.
          if (post.retraction !== null) continue;
          const isQueued = post.state === 'queued' || post.state === 'scheduled';
          const isRejected =
            post.state === 'retracted' &&
            post.messageId === null &&
            (await tx.outbox.ofPost(post.id)).length === 0;
          if (isQueued ? !(await tx.outbox.cancel(post.id)) : !isRejected) continue;
          const to = { ...undecided, dueAt: null, promisedAt: null, state: stateOf(piece) };
          if (await tx.posts.move(post.id, [post.state], to)) reopened ??= post;
        }
        if (!reopened) return 'late';
        if (piece.kind === 'review') {
          await tx.posts.renewReview(piece);
          await tellWriter(tx, piece, by, toWriter(reopened));
        }
        await note(tx, by, 'reopen', reopened.title, now());
        return 'done';
      });
      wake();
      if (outcome === 'done' && piece.kind === 'review') {
        await review(await postsOf(store, piece));
      }
      return outcome;
    },
  };
}
