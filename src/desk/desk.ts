/** What goes where and when: an article taken in becomes posts, an editor's draft goes into the queue. */

import {
  type NewArticle,
  ownAddress,
  type StoredArticle,
} from '../../data/repositories/articles.ts';
import type { Channel } from '../../data/repositories/channels.ts';
import type { Post } from '../../data/repositories/posts.ts';
import type { NewRefusal } from '../../data/repositories/refusals.ts';
import type { SourceFilter } from '../../data/repositories/sources.ts';
import type { Hold } from '../../data/schema.ts';
import type { Store } from '../../data/store.ts';
import { createAnnouncing } from './announcing.ts';
import type { Authorized } from './authorise.ts';
import { createBreaking } from './breaking.ts';
import { createKeeping, type Kept, nextCheck } from './keeping.ts';
import { isOldNews } from './lateness.ts';
import type { OwnWords } from './own-words.ts';
import { createPieces, reviewOf } from './pieces.ts';
import { createPlanning, isPending } from './planning.ts';
import { createQueue } from './queue.ts';
import { createRetractions } from './retractions.ts';
import { type Amended, createRevisions, type Wish } from './revisions.ts';
import { isBreaking, type Routable, refusalOf } from './routing.ts';
import { say } from './say.ts';
import { note } from './staff.ts';
import { createStories } from './stories.ts';
import { createSweeper } from './sweeper.ts';
import { createWeeks } from './weeks.ts';

export interface DeskOptions {
  readonly store: Store;
  readonly now: () => number;
  /** IANA zone of slots and quiet hours. */
  readonly zone: () => string;
  /** Called after something was put into the outbox, so that it need not wait for a tick. */
  readonly wake: () => void;
  /**
   * Called when posts, of one article or of several, wait for an editor's approval; again for those
   * that {@link Desk.announce} has not been called for, as after a crash.
   */
  readonly review: (posts: readonly Post[]) => Promise<void>;
}

/** What brought an article: an item of a source's feed, or a push of the newsroom's own CMS. */
export type Origin = { readonly entryId: number } | { readonly pushId: number };

/** Where an article comes from. */
export type From = Origin & {
  /** Null: no source of newsroom.yaml, so that no channel's `sources` are asked. */
  readonly sourceName: string | null;
  /** What of the source is taken. */
  readonly filter?: SourceFilter;
  /** Why it waits for an editor on every channel. */
  readonly hold?: Hold | null;
};

export interface Taken extends Kept {
  readonly posts: readonly Post[];
}

/** People have positive ids. */
const isGroup = (chat: string): boolean => chat.startsWith('-');

export type Desk = ReturnType<typeof createDesk>;

export function createDesk({ store, now, zone, wake, review }: DeskOptions) {
  const stories = createStories();
  const planning = createPlanning({ now, zone });
  const { enqueue } = planning;
  const breaking = createBreaking({ store, now, planning, wake });
  const revisions = createRevisions({ store, now, wake });
  const { keep, revise, rewrite } = createKeeping({
    place: stories.place,
    revised: revisions.revised,
    now,
  });

  /** Plans an article's posts where the rules admit it, and notes by which they don't. */
  const route = async (
    tx: Store,
    article: StoredArticle,
    { sourceName, filter, hold = null }: From,
    isNews: boolean,
    retold: Post[],
  ): Promise<Post[]> => {
    const at = now();
    const posts: Post[] = [];
    const refusals: NewRefusal[] = [];
    const refuse = (why: Pick<NewRefusal, 'channelId' | 'rule' | 'detail' | 'postId'>) =>
      refusals.push({ ...why, articleId: article.id, at });
    const candidate: Routable = { ...article, sourceName };
    const bySource = filter && refusalOf(candidate, filter, at);
    if (bySource) refuse({ ...bySource, channelId: null });
    for (const channel of bySource ? [] : await tx.channels.all()) {
      const refused = refusalOf(candidate, channel, at);
      const flash =
        !refused && article.breaking ? await breaking.flashOf(tx, article, channel) : undefined;
      if (flash && !isNews) {
        refuse({ channelId: channel.id, rule: 'story', detail: null, postId: flash.id });
        continue;
      }
      if (flash && !(await breaking.isEditors(tx, flash))) {
        await breaking.retell(tx, flash, article);
        // An editor who has seen the former article's preview sees this one's too.
        if (flash.state === 'in review') retold.push({ ...flash, articleId: article.id });
        continue;
      }
      // What a channel has told it does not tell again, unless it is news within the story.
      const told =
        refused || isNews || channel.everySource
          ? undefined
          : await tx.posts.storyOnChannel(article.storyId, channel.id);
      if (refused) refuse({ ...refused, channelId: channel.id });
      else if (told !== undefined) {
        refuse({ channelId: channel.id, rule: 'story', detail: null, postId: told });
      } else {
        const post = await plan(tx, article, channel, hold);
        if (post) posts.push(post);
      }
    }
    await tx.refusals.add(refusals);
    return posts;
  };

  const plan = async (
    tx: Store,
    article: StoredArticle,
    channel: Channel,
    held: Hold | null = null,
  ): Promise<Post | undefined> => {
    const at = now();
    const isStale = article.breaking === 1 && isOldNews(article.publishedAt, at);
    const hold = held ?? (isStale ? 'stale' : null);
    const inReview = hold !== null || channel.mode === 'review';
    const planned = article.breaking
      ? ({ at, timing: 'asap' } as const)
      : await planning.timeOn(tx, channel);
    const post = await tx.posts.add({
      articleId: article.id,
      channelId: channel.id,
      // A draft of it may be there.
      edition: await tx.posts.nextEdition(article.id, channel.id),
      state: inReview ? 'in review' : planned.at > at ? 'scheduled' : 'queued',
      breaking: article.breaking,
      dueAt: inReview ? null : planned.at,
      timing: planned.timing,
      promisedAt: inReview ? null : planned.at,
      createdBy: null,
      createdAt: at,
      hold,
    });
    if (post && !inReview) await enqueue(tx, post, channel, planned.at);
    return post;
  };

  const deskChat = async (): Promise<string | undefined> => {
    const chat = (await store.settings.get('desk chat')) ?? (await store.people.owners())[0];
    return chat === undefined ? undefined : String(chat);
  };

  const { announce, reviewNew } = createAnnouncing({ store, now, deskChat, review, wake });

  /** A chat that we knew under another name is called by its present one. */
  const follow = async (id: string, present: string): Promise<void> => {
    for (const former of await store.chats.namesOf(id)) {
      if (former.toLowerCase() === present.toLowerCase()) continue;
      await store.transaction(async (tx) => {
        if (await tx.channels.ofChat([present])) return;
        await tx.channels.rename(former, present);
        await tx.chats.rename(former, present);
      });
      wake();
    }
  };

  return {
    /** The chat in which the bot talks to the editors; undefined when there is nobody to tell. */
    chat: deskChat,
    announce,
    ...createPieces({ store, now, planning, wake, review }),
    ...createQueue({ store, now, planning, wake }),
    ...createWeeks({ store, now, zone, planning, wake }),
    ...createSweeper({ store, now, zone, planning, reviewNew, wake }),
    flash: breaking.flash,
    flashed: breaking.flashed,
    lastFlash: breaking.lastFlash,
    flashChannels: breaking.channels,
    ...createRetractions({ store, now, wake }),

    /**
     * Says something in the desk chat, through the outbox: it survives a restart and goes before
     * all posts. With no desk chat and no owner there is nobody to tell.
     *
     * @param to another chat, where an editor waits for this
     */
    async notify(message: object, to?: string): Promise<void> {
      const chat = to ?? (await deskChat());
      if (chat === undefined) return;
      await say(store, chat, message, now());
      wake();
    },

    /**
     * Takes in an article that a source brought: article, posts and outbox rows are committed
     * together with the entry that led to them, or not at all. What is held waits for an editor on
     * every channel.
     */
    async take(article: NewArticle, from: From): Promise<Taken> {
      await stories.prepare(store, now());
      const retold: Post[] = [];
      const taken = await store.transaction(async (tx): Promise<Taken> => {
        const { isNews, ...kept } = await keep(tx, article);
        const { id, toldBy, readAt } = kept.article;
        if ('entryId' in from) await tx.entries.read(from.entryId, id);
        else await tx.pushes.read(from.pushId, id);
        await tx.articles.hold(id);
        // What an editor has read or drafted, or a writer put before the editors, is still the sources'
        // to bring, until it is promised a time.
        const isPlanned = ({ createdBy, promisedAt }: Post) =>
          createdBy === null || promisedAt !== null;
        const planned = !kept.isNew && (await tx.posts.ofArticle(id)).some(isPlanned);
        if (planned) return { ...kept, posts: [] };
        const posts = await route(tx, kept.article, from, isNews, retold);
        if (posts.length > 0 && toldBy === 'page') {
          await tx.articles.checked(id, { nextCheckAt: nextCheck(readAt, now()) });
        }
        return { ...kept, posts };
      });
      wake();
      const held = [...retold, ...taken.posts.filter(({ state }) => state === 'in review')];
      if (held.length > 0) await review(held);
      if (taken.isRevised && taken.posts.length === 0) await reviewNew();
      return taken;
    },

    /**
     * Takes in what a page says now of an article that is known.
     *
     * @returns whether it had changed
     */
    async reread(articleId: number, told: NewArticle): Promise<boolean> {
      const isRevised = await store.transaction(async (tx) => {
        const known = await tx.articles.find(articleId);
        return known ? revise(tx, known, told) : false;
      });
      if (isRevised) {
        wake();
        await reviewNew();
      }
      return isRevised;
    },

    /**
     * Publishes the newer version of a post's article as a post of its own, where the channel wants
     * revisions so; not while one waits that will show it anyway.
     */
    async postAgain(postId: number): Promise<void> {
      const post = await store.transaction(async (tx) => {
        const former = await tx.posts.find(postId);
        const article = former && (await tx.articles.find(former.articleId));
        const channel = former && (await tx.channels.find(former.channelId));
        if (!article || !channel || channel.removedAt !== null) return undefined;
        const waits = (await tx.posts.ofArticle(article.id)).some(
          (post) => post.channelId === channel.id && isPending(post),
        );
        if (waits) return undefined;
        const planned = await plan(tx, article, channel);
        // It may join others in review, under a card that does not show it.
        if (planned?.state === 'in review') await tx.posts.renewReview(reviewOf(planned));
        return planned;
      });
      wake();
      if (post?.state === 'in review') await review([post]);
    },

    standing: revisions.standing,

    /** Amends posts; see createRevisions. Those in review are put before the editors as they are now. */
    async amend(articleId: number, wish: Wish, by: Authorized<'correct'>): Promise<Amended> {
      const amended = await revisions.amend(articleId, wish, by);
      if (amended.kind === 'done') await reviewNew();
      return amended;
    },

    /** Takes an amendment back. @returns false when that was done before */
    async undoAmendment(id: number, by: Authorized<'correct'>): Promise<boolean> {
      const isUndone = await revisions.undoAmendment(id, by);
      if (isUndone) await reviewNew();
      return isUndone;
    },

    /** Keeps an article that an editor had read; it goes nowhere until they say so. */
    async takeForEditor(article: NewArticle): Promise<Kept> {
      await stories.prepare(store, now());
      const { isNews: _, ...kept } = await store.transaction((tx) => keep(tx, article));
      return kept;
    },

    /**
     * Keeps what an editor has written as an article of the newsroom's own; it goes nowhere until
     * they say so. Said again under the same name it is the same article.
     *
     * @param name unique among what editors write, such as chat and message
     */
    async write(
      name: string,
      { title, paragraphs }: OwnWords,
      _by: Authorized<'write'>,
    ): Promise<StoredArticle> {
      const tags = (await store.newsroom.masthead())?.breakingTags;
      const address = ownAddress(name);
      const article: NewArticle = {
        sourceId: null,
        url: address,
        canonicalUrl: address,
        title,
        dateline: null,
        source: null,
        author: null,
        section: null,
        imageUrl: null,
        imageWidth: null,
        imageHeight: null,
        publishedAt: now(),
        publishedFrom: null,
        language: 'ar',
        paragraphs: [...paragraphs],
        tags: [],
        summary: paragraphs.join('\n'),
        breaking: isBreaking(title, [], tags) ? 1 : 0,
        readAt: now(),
        toldBy: 'editor',
      };
      return (await this.takeForEditor(article)).article;
    },

    /** What an editor has written under a name. */
    written: (name: string): Promise<StoredArticle | undefined> =>
      store.articles.byAddress(ownAddress(name)),

    /**
     * An editor has changed the message in which they wrote something: so has what became of it, while
     * that is in their hand or waits in review as theirs.
     *
     * @returns undefined when they wrote nothing under this name; `out` when it waits for nobody's word
     *   any more, and stays as it is
     */
    async rewrite(
      name: string,
      words: OwnWords,
      by: Authorized<'write'>,
    ): Promise<
      { readonly kind: 'draft' | 'in review'; readonly articleId: number } | 'out' | undefined
    > {
      const rewritten = await store.transaction(async (tx) => {
        const known = await tx.articles.byAddress(ownAddress(name));
        if (!known) return undefined;
        const articleId = known.id;
        await tx.articles.hold(articleId);
        // What was taken out of the piece, or of the queue, says nothing any more.
        const isLeft = (post: Post) =>
          post.state !== 'retracted' || post.messageId !== null || post.decidedBy !== null;
        const posts = (await tx.posts.ofArticle(articleId)).filter(isLeft);
        const isOpen = ({ state, createdBy }: Post) =>
          createdBy === by.editorId && (state === 'draft' || state === 'in review');
        if (posts.length === 0 || !posts.every(isOpen)) return 'out';
        const isChanged = await rewrite(tx, known, words);
        if (isChanged) await note(tx, by, 'amend', words.title, now());
        const kind = posts.some(({ state }) => state === 'draft') ? 'draft' : 'in review';
        return { kind, articleId } as const;
      });
      if (rewritten && rewritten !== 'out') await reviewNew();
      return rewritten;
    },

    /**
     * A chat does not have us any more. Was it the desk's, its owner is the desk from now on. What waits
     * there of the bot's own words goes to the desk; what is said to a person waits for them.
     *
     * @returns whether it was the desk's; not where there is nobody else to tell
     */
    async fallBack(chat: string): Promise<boolean> {
      const hasFallen = await store.transaction(async (tx) => {
        const [owner] = await tx.people.owners();
        const isDesk = (await tx.settings.get('desk chat')) === chat;
        if (owner === undefined || !(isDesk || isGroup(chat))) return false;
        if (isDesk) await tx.settings.remove('desk chat');
        const desk = (await tx.settings.get('desk chat')) ?? String(owner);
        await tx.outbox.readdress(chat, desk);
        return isDesk;
      });
      wake();
      return hasFallen;
    },

    /**
     * An editor says that a channel which refused the bot takes posts again: its queue goes on.
     *
     * @returns false when it had gone on before
     */
    async resume(postId: number, by: Authorized<'publish'>): Promise<boolean> {
      const released = await store.transaction(async (tx) => {
        const post = await tx.posts.find(postId);
        if (!post || !(await tx.chats.release(post.chat))) return false;
        await note(tx, by, 'resume', post.chat, now());
        return true;
      });
      if (released) wake();
      return released;
    },

    /**
     * Telegram told of a chat by itself: which message stands there, or that the bot may write
     * there. Chats that are not ours are passed over.
     *
     * @param names the chat's id, and its `@name` when it has one
     */
    async heard(
      names: readonly string[],
      { messageId, isOpen }: { messageId?: number; isOpen?: boolean },
    ): Promise<void> {
      const spelt = new Set(names.map((name) => name.toLowerCase()));
      const id = names.find((name) => /^-?\d+$/.test(name));
      if (id !== undefined) await follow(id, names.at(-1) ?? id);
      const ours = [...(await store.channels.all()).map(({ chat }) => chat), await deskChat()];
      for (const chat of new Set(ours)) {
        if (chat === undefined || !spelt.has(chat.toLowerCase())) continue;
        if (id !== undefined && chat.startsWith('@')) await store.chats.met(chat, id);
        if (messageId !== undefined) await store.chats.heard(chat, messageId);
        if (isOpen && (await store.chats.release(chat))) wake();
      }
    },

    /**
     * An editor looked where the program could not: did the post of unknown outcome arrive?
     *
     * @returns false when it was settled before
     */
    async resolve(
      postId: number,
      found: 'arrived' | 'again',
      by: Authorized<'publish'>,
    ): Promise<boolean> {
      const resolved = await store.transaction(async (tx) => {
        const sends = await tx.outbox.ofPost(postId);
        const row = sends.find((send) => send.state === 'unknown');
        if (!row) return false;
        const at = now();
        const post = await tx.posts.find(postId);
        if (found === 'again' && post?.retraction === 'asked') {
          // It did not arrive, and is not wanted any more; the retraction tells its outcome.
          await tx.posts.move(postId, ['unknown'], { state: 'retracted' });
          await tx.outbox.settle(row.id, { state: 'done', settledAt: at });
        } else if (found === 'again') {
          await tx.posts.move(postId, ['unknown'], { state: 'queued', dueAt: at });
          await tx.outbox.retry(row.id, at, 'an editor asked for it');
        } else {
          await tx.posts.move(postId, ['unknown'], { state: 'published', publishedAt: at });
          await tx.outbox.settle(row.id, { state: 'done', settledAt: at });
        }
        await note(tx, by, found === 'again' ? 'send again' : 'arrived', post?.title ?? '', at);
        return true;
      });
      wake();
      return resolved;
    },
  };
}
