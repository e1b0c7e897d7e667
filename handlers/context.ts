/** What every handler is given: grammY's context, and the rooms behind the bot. */
import type { ConversationFlavor } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import type { StoredArticle } from '../data/repositories/articles.ts';
import type { Channel } from '../data/repositories/channels.ts';
import type { Clicks } from '../data/repositories/clicks.ts';
import type { People } from '../data/repositories/people.ts';
import type { TitledPost } from '../data/repositories/posts.ts';
import type { Readers } from '../data/repositories/readers.ts';
import type { Desk } from '../src/desk/desk.ts';
import type { Staff } from '../src/desk/staff.ts';
import type { BroadcastDesk } from '../src/readers/broadcasts.ts';
import type { Newsstand } from '../src/readers/newsstand.ts';
import type { Message } from '../templates/message.ts';

export type BotContext = ConversationFlavor<Context>;

export interface BotDeps {
  readonly desk: Desk;
  readonly people: Pick<People, 'roleOf' | 'staff' | 'acts' | 'named'>;
  readonly staff: Staff;
  readonly readers: Readers;
  readonly newsstand: Newsstand;
  readonly broadcasts: BroadcastDesk;
  /** The sections and sources that readers may follow. */
  readonly offeredTopics: () => Promise<{ sections: string[]; sources: string[] }>;
  readonly posts: {
    ofArticle(articleId: number): Promise<TitledPost[]>;
    queue(limit: number): Promise<TitledPost[]>;
    queueLength(): Promise<number>;
    inReview(limit: number): Promise<TitledPost[]>;
  };
  readonly clicks: Clicks;
  /** Brings the counts up to now. */
  readonly drain: () => Promise<void>;
  readonly channels: { all(): Promise<Channel[]> };
  /** Reads the article at an address; throws a Failure that says why it can't. */
  readonly readAddress: (address: string) => Promise<StoredArticle>;
  /** How an article would look on a channel. */
  readonly preview: (articleId: number, channelId: number) => Promise<Message>;
  readonly newsroomName: () => Promise<string>;
  /** IANA zone in which editors are told times, and tell them. */
  readonly zone: string;
  readonly now: () => number;
  readonly log: { error(facts: object, text: string): void };
}
