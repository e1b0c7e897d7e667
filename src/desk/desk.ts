/** What goes where and when: an article taken in becomes posts, an editor's draft goes into the queue. */

import type { NewArticle, StoredArticle } from '../../data/repositories/articles.ts';
import type { Channel } from '../../data/repositories/channels.ts';
import { lanes } from '../../data/repositories/outbox.ts';
import type { Post, TitledPost } from '../../data/repositories/posts.ts';
import type { Store } from '../../data/store.ts';
import { searchTerms } from '../arabic/search-terms.ts';
import type { Authorized } from './authorise.ts';
import { channelsFor } from './routing.ts';
import { afterQuiet, dueTime, nextSlot } from './slots.ts';
import { createStories } from './stories.ts';

export interface DeskOptions {
  readonly store: Store;
  readonly now: () => number;
  /** IANA zone of slots and quiet hours. */
  readonly zone: string;
  /** Called after something was put into the outbox, so that it need not wait for a tick. */
  readonly wake: () => void;
  /** Called when a post waits for an editor's approval. */
  readonly review: (post: Post) => Promise<void>;
}

/** When an editor wants a draft to go out. */
export type When = { kind: 'now' } | { kind: 'slot' } | { kind: 'at'; at: number };

export interface Taken {
  readonly article: StoredArticle;
  /** False: the article was known, and nothing new was planned. */
  readonly isNew: boolean;
  readonly posts: readonly Post[];
}

export type Desk = ReturnType<typeof createDesk>;

export function createDesk({ store, now, zone, wake, review }: DeskOptions) {
  const stories = createStories();

  /** Stores an article under its story, unless its address is known. */
  const keep = async (tx: Store, article: NewArticle) => {
    const known = await tx.articles.byAddress(article.canonicalUrl);
    if (known) return { article: known, isNew: false, isNews: false };
    const { storyId, isNews } = await stories.place(tx, article, now());
    const kept = await tx.articles.add(article, storyId);
    await tx.search.add(kept.id, searchTerms([kept.title, ...kept.paragraphs].join('\n')));
    return { article: kept, isNew: true, isNews };
  };

  const plan = async (
    tx: Store,
    article: StoredArticle,
    channel: Channel,
  ): Promise<Post | undefined> => {
    const at = now();
    const dueAt = article.breaking
      ? at
      : dueTime(channel, zone, at, new Set(await tx.posts.takenSlots(channel.id, at)));
    const inReview = channel.mode === 'review';
    const post = await tx.posts.add({
      articleId: article.id,
      channelId: channel.id,
      edition: 1,
      state: inReview ? 'in review' : dueAt > at ? 'scheduled' : 'queued',
      breaking: article.breaking,
      dueAt: inReview ? null : dueAt,
      createdBy: null,
      createdAt: at,
    });
    if (post && !inReview) await enqueue(tx, post, channel, dueAt);
    return post;
  };

  const enqueue = (tx: Store, post: Post, channel: Channel, dueAt: number) =>
    tx.outbox.add({
      postId: post.id,
      chat: channel.chat,
      threadId: channel.threadId,
      kind: 'send',
      lane: post.breaking ? lanes.breaking : lanes.ordinary,
      payload: null,
      dueAt,
      createdAt: now(),
    });

  /** When a draft would go out on a channel. */
  const timeFor = async (tx: Store, channel: Channel, when: When): Promise<number> => {
    if (when.kind === 'at') return when.at;
    if (when.kind === 'now') return now();
    const taken = new Set(await tx.posts.takenSlots(channel.id, now()));
    return nextSlot(channel, zone, now(), taken) ?? afterQuiet(channel.quiet, zone, now());
  };

  const channelOf = async (tx: Store, post: Post): Promise<Channel> => {
    const channel = await tx.channels.find(post.channelId);
    if (!channel) throw new Error(`post ${post.id} has no channel`);
    return channel;
  };

  const deskChat = async (): Promise<string | undefined> => {
    const chat = (await store.settings.get('desk chat')) ?? (await store.people.owners())[0];
    return chat === undefined ? undefined : String(chat);
  };

  return {
    /** The chat in which the bot talks to the editors; undefined when there is nobody to tell. */
    chat: deskChat,

    /**
     * Says something in the desk chat, through the outbox: it survives a restart and goes before
     * all posts. With no desk chat and no owner there is nobody to tell.
     */
    async notify(message: object): Promise<void> {
      const chat = await deskChat();
      if (chat === undefined) return;
      await store.outbox.add({
        postId: null,
        chat,
        threadId: null,
        kind: 'send',
        lane: lanes.desk,
        payload: JSON.stringify(message),
        dueAt: now(),
        createdAt: now(),
      });
      wake();
    },

    /**
     * Takes in an article that a source brought: article, posts and outbox rows are committed
     * together with the entry that led to them, or not at all.
     */
    async take(article: NewArticle, from: { entryId: number; sourceName: string }): Promise<Taken> {
      await stories.prepare(store, now());
      const taken = await store.transaction(async (tx): Promise<Taken> => {
        const { isNews, ...kept } = await keep(tx, article);
        await tx.entries.read(from.entryId, kept.article.id);
        // An article that an editor had read but not published is still the sources' to bring.
        const planned = !kept.isNew && (await tx.posts.ofArticle(kept.article.id)).length > 0;
        if (planned) return { ...kept, posts: [] };
        const routes = channelsFor(
          { sourceName: from.sourceName, section: article.section ?? null },
          await tx.channels.all(),
        );
        const posts: Post[] = [];
        for (const channel of routes) {
          // What a channel has told it does not tell again, unless it is news within the story.
          const told = await tx.posts.storyOnChannel(kept.article.storyId, channel.id);
          const post = told && !isNews ? undefined : await plan(tx, kept.article, channel);
          if (post) posts.push(post);
        }
        return { ...kept, posts };
      });
      wake();
      for (const post of taken.posts) if (post.state === 'in review') await review(post);
      return taken;
    },

    /** Keeps an article that an editor had read; it goes nowhere until they say so. */
    async takeForEditor(article: NewArticle): Promise<Omit<Taken, 'posts'>> {
      await stories.prepare(store, now());
      const { isNews: _, ...kept } = await store.transaction((tx) => keep(tx, article));
      return kept;
    },

    /** The channels that the rules would send an editor's article to. */
    async suggested(articleId: number): Promise<Channel[]> {
      const article = await store.articles.find(articleId);
      const all = await store.channels.all();
      const section = article?.section ?? null;
      const fitting = channelsFor({ sourceName: null, section }, all);
      return fitting.length > 0 ? fitting : all;
    },

    /** Makes the editor's drafts of an article be on exactly these channels. */
    async draft(
      articleId: number,
      channelIds: readonly number[],
      by: Authorized<'publish'>,
    ): Promise<void> {
      await store.transaction(async (tx) => {
        const drafts = await tx.posts.drafts(articleId, by.editorId);
        for (const draft of drafts) {
          if (!channelIds.includes(draft.channelId)) await tx.posts.removeDraft(draft.id);
        }
        const article = await tx.articles.find(articleId);
        for (const channelId of channelIds) {
          if (!article || drafts.some((draft) => draft.channelId === channelId)) continue;
          await tx.posts.add({
            articleId,
            channelId,
            edition: await tx.posts.nextEdition(articleId, channelId),
            state: 'draft',
            breaking: article.breaking,
            dueAt: null,
            createdBy: by.editorId,
            createdAt: now(),
          });
        }
      });
    },

    /** When each of the editor's drafts of an article would go out. */
    async times(articleId: number, when: When, by: Authorized<'publish'>) {
      const drafts = await store.posts.drafts(articleId, by.editorId);
      return Promise.all(
        drafts.map(async (draft) => ({
          channel: draft.channel,
          chat: draft.chat,
          at: await timeFor(store, await channelOf(store, draft), when),
        })),
      );
    },

    /**
     * Puts the editor's drafts of an article into the queue. Said twice it does nothing the second
     * time, so an update that Telegram delivers again publishes nothing again.
     *
     * @returns the posts that were moved, with their times
     */
    async confirm(articleId: number, when: When, by: Authorized<'publish'>): Promise<TitledPost[]> {
      const moved = await store.transaction(async (tx) => {
        const queued: TitledPost[] = [];
        for (const draft of await tx.posts.drafts(articleId, by.editorId)) {
          const channel = await channelOf(tx, draft);
          const dueAt = await timeFor(tx, channel, when);
          const state = dueAt > now() ? 'scheduled' : 'queued';
          if (!(await tx.posts.move(draft.id, ['draft'], { state, dueAt }))) continue;
          await enqueue(tx, draft, channel, dueAt);
          queued.push({ ...draft, state, dueAt });
        }
        return queued;
      });
      wake();
      return moved;
    },

    /** Throws the editor's drafts of an article away. */
    discard(articleId: number, by: Authorized<'publish'>): Promise<void> {
      return this.draft(articleId, [], by);
    },

    /**
     * Takes a post out of the queue before it is sent.
     *
     * @returns the post, or undefined when it was too late
     */
    withdraw: (postId: number, _by: Authorized<'publish'>): Promise<TitledPost | undefined> =>
      store.transaction(async (tx) => {
        const post = await tx.posts.find(postId);
        if (!post || !(await tx.outbox.cancel(postId))) return undefined;
        await tx.posts.move(postId, ['queued', 'scheduled'], { state: 'retracted' });
        return post;
      }),

    /**
     * An editor's word on a post that waits in review.
     *
     * @returns the post as it is now, or undefined when another editor was first
     */
    async decide(
      postId: number,
      verdict: 'approve' | 'reject',
      _by: Authorized<'publish'>,
    ): Promise<TitledPost | undefined> {
      const decided = await store.transaction(async (tx) => {
        const post = await tx.posts.find(postId);
        if (!post) return undefined;
        if (verdict === 'reject') {
          return (await tx.posts.move(postId, ['in review'], { state: 'retracted' }))
            ? post
            : undefined;
        }
        const channel = await channelOf(tx, post);
        const taken = new Set(await tx.posts.takenSlots(channel.id, now()));
        const dueAt = post.breaking ? now() : dueTime(channel, zone, now(), taken);
        const state = dueAt > now() ? 'scheduled' : 'queued';
        if (!(await tx.posts.move(postId, ['in review'], { state, dueAt }))) return undefined;
        await enqueue(tx, post, channel, dueAt);
        return { ...post, state, dueAt } as TitledPost;
      });
      wake();
      return decided;
    },

    /**
     * An editor says that a channel which refused the bot takes posts again: its queue goes on.
     *
     * @returns false when it had gone on before
     */
    async resume(postId: number, _by: Authorized<'publish'>): Promise<boolean> {
      const post = await store.posts.find(postId);
      const released = post !== undefined && (await store.chats.release(post.chat));
      if (released) wake();
      return released;
    },

    /**
     * Telegram told of a chat by itself: which message stands there, or that the bot may write
     * there. Chats that are not ours are passed over.
     *
     * @param names the chat's id and its `@name`
     */
    async heard(
      names: readonly string[],
      { messageId, isOpen }: { messageId?: number; isOpen?: boolean },
    ): Promise<void> {
      const spelt = new Set(names.map((name) => name.toLowerCase()));
      const ours = [...(await store.channels.all()).map(({ chat }) => chat), await deskChat()];
      for (const chat of new Set(ours)) {
        if (chat === undefined || !spelt.has(chat.toLowerCase())) continue;
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
      _by: Authorized<'publish'>,
    ): Promise<boolean> {
      const resolved = await store.transaction(async (tx) => {
        const sends = await tx.outbox.ofPost(postId);
        const row = sends.find((send) => send.state === 'unknown');
        if (!row) return false;
        const at = now();
        if (found === 'again') {
          await tx.posts.move(postId, ['unknown'], { state: 'queued', dueAt: at });
          await tx.outbox.retry(row.id, at, 'an editor asked for it');
        } else {
          await tx.posts.move(postId, ['unknown'], { state: 'published', publishedAt: at });
          await tx.outbox.settle(row.id, { state: 'done', settledAt: at });
        }
        return true;
      });
      wake();
      return resolved;
    },
  };
}
