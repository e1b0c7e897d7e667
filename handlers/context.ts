/** What every handler is given: grammY's context, and the rooms behind the bot. */
import type { ConversationFlavor } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import type { StoredArticle } from '../data/repositories/articles.ts';
import type { Channel } from '../data/repositories/channels.ts';
import type { Clicks } from '../data/repositories/clicks.ts';
import type { People } from '../data/repositories/people.ts';
import type { TitledPost } from '../data/repositories/posts.ts';
import type { Questions } from '../data/repositories/questions.ts';
import type { Readers } from '../data/repositories/readers.ts';
import type { WordPart } from '../data/schema.ts';
import type { ChannelDesk } from '../src/desk/channels.ts';
import type { Desk } from '../src/desk/desk.ts';
import type { MastheadDesk } from '../src/desk/masthead.ts';
import type { Pins } from '../src/desk/pins.ts';
import type { Staff } from '../src/desk/staff.ts';
import type { TemplateDesk } from '../src/desk/templates.ts';
import type { Watchlist } from '../src/intake/watchlist.ts';
import type { Chart } from '../src/pictures/chart.ts';
import type { BroadcastDesk } from '../src/readers/broadcasts.ts';
import type { Newsstand } from '../src/readers/newsstand.ts';
import type { DeskLanguage, DeskTexts } from '../templates/desk.ts';
import type { Layout } from '../templates/layout.ts';
import type { Message } from '../templates/message.ts';
import type { Digits } from '../templates/printed.ts';
import type { Stage } from '../templates/why.ts';
import type { Albums } from './albums.ts';
import type { CommandMenu } from './commands.ts';

export type BotContext = ConversationFlavor<Context>;

export interface BotDeps {
  readonly desk: Desk;
  readonly people: Pick<People, 'roleOf' | 'staff' | 'acts' | 'named'>;
  readonly staff: Staff;
  readonly questions: Questions;
  readonly readers: Readers;
  readonly newsstand: Newsstand;
  readonly broadcasts: BroadcastDesk;
  /** The sections and sources that readers may follow. */
  readonly offeredTopics: () => Promise<{ sections: string[]; sources: string[] }>;
  readonly posts: {
    find(id: number): Promise<TitledPost | undefined>;
    ofArticle(articleId: number): Promise<TitledPost[]>;
    queue(limit: number, offset?: number): Promise<TitledPost[]>;
    queueLength(): Promise<number>;
    inReviewCount(): Promise<number>;
    inReview(after: number, limit: number): Promise<TitledPost[]>;
    inReviewAfter(articleId: number): Promise<number>;
    latest(limit: number): Promise<TitledPost[]>;
    lastOut(limit: number): Promise<TitledPost[]>;
    byLink(slug: string): Promise<TitledPost | undefined>;
    byMessage(chats: readonly string[], messageId: number): Promise<TitledPost | undefined>;
  };
  /** The posts of the article at an address; none when we know of none. */
  readonly postsAt: (address: string) => Promise<TitledPost[]>;
  readonly clicks: Clicks;
  /** Brings the counts up to now. */
  readonly drain: () => Promise<void>;
  readonly channels: { all(): Promise<Channel[]> };
  readonly channelDesk: ChannelDesk;
  /** What the bot may do in a chat that is published to; undefined when it can't be seen. */
  readonly rightsOn: (
    chat: string,
  ) => Promise<Readonly<Record<'post' | 'edit' | 'delete' | 'pin', boolean>> | undefined>;
  readonly mastheadDesk: MastheadDesk;
  readonly pins: Pins;
  /** The newsroom as it stands, in newsroom.yaml's form. */
  readonly exportNewsroom: () => Promise<string>;
  readonly commands: CommandMenu;
  readonly templates: TemplateDesk;
  readonly watchlist: Watchlist;
  /** Reads the article at an address; throws a Failure that says why it can't. */
  readonly readAddress: (address: string) => Promise<StoredArticle>;
  /** What became of an address. */
  readonly stagesOf: (address: string) => Promise<Stage[]>;
  /** How an article would look on a channel; as breaking news, or in another template, when told so. */
  readonly preview: (
    articleId: number,
    channelId: number,
    look?: { breaking?: boolean; layout?: Layout },
  ) => Promise<Message>;
  /** How a post would look with words of an editor's in it. */
  readonly previewAmended: (
    postId: number,
    words: Partial<Record<WordPart, string>>,
  ) => Promise<Message>;
  /** Sends a message as a channel would show it, its picture above it. */
  readonly show: (chat: string, message: Message) => Promise<void>;
  /** Draws a chart in the newsroom's colours, as PNG; throws Failure 'picture-failed'. */
  readonly chart: (chart: Omit<Chart, 'newsroom' | 'colours'>) => Promise<Buffer>;
  /** What the desk is told, in its language. */
  readonly texts: DeskTexts;
  readonly deskLanguage: () => DeskLanguage;
  /** The digits in which readers, and an Arabic desk, are told numbers. */
  readonly digits: () => Digits;
  readonly albums: Albums;
  /** The headline and summary that a post shows now, its editors' words in place of the source's. */
  readonly wordsOf: (postId: number) => Promise<{ headline: string; summary: string }>;
  readonly newsroomName: () => Promise<string>;
  /**
   * IANA zone in which editors are told times, and tell them. To be read anew for each answer:
   * /settings changes it.
   */
  readonly zone: string;
  readonly now: () => number;
  readonly log: { error(facts: object, text: string): void };
}
