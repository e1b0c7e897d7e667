/**
 * The tables. Times are whole milliseconds since 1970 UTC; flags are 0 or 1; lists are JSON text:
 * so one schema serves SQLite and PostgreSQL.
 */
import type { Generated } from 'kysely';

export type Flag = 0 | 1;
export type Milliseconds = number;

/** Where a row came from: newsroom.yaml, or an editor's command in Telegram. */
export type Origin = 'file' | 'telegram';

export interface SourceTable {
  id: Generated<number>;
  name: string;
  kind: 'feed' | 'sitemap' | 'page' | 'site';
  address: string;
  /** Null: learnt from the source's rhythm. */
  everyMs: Milliseconds | null;
  section: string | null;
  zone: string | null;
  backfill: number;
  breaking: Flag;
  etag: string | null;
  lastModified: string | null;
  nextPollAt: Milliseconds;
  lastSuccessAt: Milliseconds | null;
  failures: Generated<number>;
  failure: string | null;
  origin: Origin;
  removedAt: Milliseconds | null;
}

export type EntryState = 'new' | 'read' | 'baseline' | 'failed';

export interface EntryTable {
  id: Generated<number>;
  sourceId: number;
  guid: string;
  url: string;
  title: string;
  publishedAt: Milliseconds | null;
  categories: string;
  image: string | null;
  seenAt: Milliseconds;
  state: EntryState;
  attempts: Generated<number>;
  nextTryAt: Milliseconds;
  articleId: number | null;
  failure: string | null;
}

export interface StoryTable {
  id: Generated<number>;
  /** The title of its first article, in matching form. */
  titleKey: string;
  firstAt: Milliseconds;
}

export interface ArticleTable {
  id: Generated<number>;
  sourceId: number | null;
  storyId: number;
  /** As fetched. */
  url: string;
  canonicalUrl: string;
  title: string;
  dateline: string | null;
  source: string | null;
  author: string | null;
  section: string | null;
  imageUrl: string | null;
  imageWidth: number | null;
  imageHeight: number | null;
  publishedAt: Milliseconds | null;
  publishedFrom: string | null;
  language: string | null;
  paragraphs: string;
  tags: string;
  summary: string;
  breaking: Flag;
  readAt: Milliseconds;
}

export type ChannelMode = 'auto' | 'review';
export type Numerals = 'western' | 'arabic' | 'keep';
export type Dotted = 'restore' | 'keep';

/** What becomes of a post that is out when its source changes the article. */
export type Edits = 'edit' | 'new' | 'ignore';

export interface ChannelTable {
  id: Generated<number>;
  key: string;
  /** `@name` or a chat id as text; a topic's id stands in `threadId`. */
  chat: string;
  threadId: number | null;
  mode: ChannelMode;
  /** Names of sources; null: all. */
  sources: string | null;
  sections: string | null;
  slots: string;
  quiet: string | null;
  numerals: Numerals;
  /** Masked words ('حو.ثية'): printed as restored, or as the source wrote them. */
  dotted: Generated<Dotted>;
  edits: Generated<Edits>;
  /** Whether posts show the article's picture. */
  media: Generated<Flag>;
  /** Whether digests go out as rich messages. */
  rich: Generated<Flag>;
  /** When the most-read digest goes out, in a slot's form; null: never. */
  digest: string | null;
  related: Generated<Flag>;
  readCount: Generated<Flag>;
  template: string;
  /** 1: links to articles carry UTM parameters. */
  utm: Generated<Flag>;
  origin: Origin;
  removedAt: Milliseconds | null;
}

export type PostState =
  | 'draft'
  | 'in review'
  | 'queued'
  | 'scheduled'
  | 'sending'
  | 'published'
  | 'unknown'
  | 'failed'
  | 'retracted';

/**
 * What became of a wish to take a post back: `asked` until it is known; taken out of the queue;
 * deleted; a notice put in its place, as Telegram deletes nothing old; or neither could be done.
 */
export type RetractionState = 'asked' | 'withdrawn' | 'deleted' | 'corrected' | 'impossible';

export interface PostTable {
  id: Generated<number>;
  articleId: number;
  channelId: number;
  /** 1, or more when an editor publishes the article again on the same channel. */
  edition: number;
  state: PostState;
  breaking: Flag;
  dueAt: Milliseconds | null;
  /** Telegram user id of the editor; null: the line itself. */
  createdBy: number | null;
  createdAt: Milliseconds;
  publishedAt: Milliseconds | null;
  /** The first of `messageIds`. */
  messageId: number | null;
  /** All messages of the post, an album's too: a JSON list of ids. */
  messageIds: Generated<string | null>;
  /** How it stands in its channel: JSON, see `Shown` in data/repositories/posts.ts. */
  shown: Generated<string | null>;
  /** When its message was found to be deleted, or not ours to change. */
  lostAt: Generated<Milliseconds | null>;
  retractionId: Generated<number | null>;
  retraction: Generated<RetractionState | null>;
  failure: string | null;
}

/** An editor's wish to take an article's posts back. */
export interface RetractionTable {
  id: Generated<number>;
  articleId: number;
  /** In the editor's words, for readers who see the notice in its place. */
  reason: string | null;
  /** Where the outcome is to be told. */
  chat: string;
  createdBy: number;
  createdAt: Milliseconds;
  toldAt: Milliseconds | null;
}

export type AmendedPart = 'headline' | 'summary';

/** An editor's own words in place of the source's. */
export interface AmendmentTable {
  id: Generated<number>;
  articleId: number;
  /** The posts that show it: a JSON list of ids. */
  posts: string;
  part: AmendedPart;
  text: string;
  createdBy: number;
  createdAt: Milliseconds;
  undoneAt: Milliseconds | null;
}

/** A most-read digest, made or found not worth making. */
export interface DigestTable {
  id: Generated<number>;
  channelId: number;
  /** The time that the channel has for it. */
  dueAt: Milliseconds;
  /** How many days' reads it counts. */
  days: number;
  /** Null: too little was read, and nothing went out. */
  postId: number | null;
  /** JSON: `DigestItem[]` of data/repositories/digests.ts. */
  items: string;
}

/** The read count that stands on a post's button. */
export interface ShownCountTable {
  postId: number;
  reads: number;
  /** When it was put there. */
  at: Milliseconds;
}

export type OutboxState = 'waiting' | 'attempting' | 'done' | 'unknown' | 'failed' | 'cancelled';
export type OutboxKind = 'send' | 'edit' | 'delete' | 'pin';

/** The payload of a `pin`: a message that is pinned is unpinned `forMs` milliseconds later. */
export type PinPayload = { pin: true; forMs: Milliseconds } | { pin: false };

export interface OutboxTable {
  id: Generated<number>;
  /** Null: a notice to the desk, whose message stands in `payload`. */
  postId: number | null;
  chat: string;
  threadId: number | null;
  kind: OutboxKind;
  /** Smaller goes first; see `lanes` in data/repositories/outbox.ts. */
  lane: number;
  payload: string | null;
  dueAt: Milliseconds;
  state: OutboxState;
  attempts: Generated<number>;
  attemptedAt: Milliseconds | null;
  settledAt: Milliseconds | null;
  /** The first of `messageIds`. */
  messageId: number | null;
  /** All messages that the call made, a JSON list of ids. */
  messageIds: Generated<string | null>;
  failure: string | null;
  createdAt: Milliseconds;
}

/** When a chat may be called again: our own pacing, and Telegram's `retry_after`. */
export interface ChatPaceTable {
  chat: string;
  nextAt: Milliseconds;
}

export interface LinkTable {
  id: Generated<number>;
  slug: string;
  postId: number;
  channelId: number;
  /** `read`, or `follow:` and the network. */
  button: string;
  target: string;
  createdAt: Milliseconds;
  /** People's clicks, all time. */
  clicks: Generated<number>;
}

/** One visit, kept for some weeks. No address or agent of the visitor is stored. */
export interface ClickTable {
  /** In the order of the click log. */
  id: Generated<number>;
  linkId: number;
  at: Milliseconds;
  /** 52 bits of a hash salted with the day's salt: enough to estimate, useless to identify. */
  visitor: number;
  /** 0: a person; else why it isn't counted: `exclusions` in data/repositories/clicks.ts. */
  excluded: number;
}

/** Visits added up: one row an hour, thing counted, and fate. Written with the clicks themselves. */
export interface ClickTotalTable {
  /** What is counted: `scopes` in data/repositories/clicks.ts. */
  scope: number;
  /** Whole hours since 1970 UTC. Of a day that was folded, its first. */
  hour: number;
  /** The channel or post; 0 for the newsroom. */
  scopeId: number;
  /** As in `click`. */
  excluded: number;
  clicks: number;
  /** People seen for the first time that day, so that the hours of a day add up to its visitors. */
  visitors: number;
}

/** Who has read which post of late, to count each once; useless, and deleted, when the salt is gone. */
export interface VisitorSeenTable {
  visitor: number;
  postId: number;
  channelId: number;
  /** Of the first click, in whole hours since 1970 UTC. */
  hour: number;
}

/** How far the click log has been drained; one row, written with the clicks themselves. */
export interface ClickLogTable {
  id: number;
  segment: number;
  /** Bytes of that segment already applied. */
  position: number;
  /** Clicks that were redirected but could not be written down. */
  dropped: number;
  /** Before this hour, the hours of `clickTotal` are folded into days. */
  foldedTo: Generated<number>;
}

export interface VisitorSaltTable {
  /** Calendar days of the newsroom's zone, from 1970-01-01. */
  day: number;
  salt: string;
}

export type Role = 'owner' | 'editor' | 'writer';

export interface EditorTable {
  /** Telegram user id. */
  id: number;
  role: Role;
  origin: Origin;
  removedAt: Milliseconds | null;
}

export interface SubscriberTable {
  /** Telegram user id. */
  id: number;
  /** The payload of the first `/start`: where the reader came from. */
  cameFrom: string | null;
  startedAt: Milliseconds;
  stoppedAt: Milliseconds | null;
}

/** Single values: the newsroom's name, its follow links, the desk chat. */
export interface SettingTable {
  key: string;
  value: string;
}

/** State of grammY conversations, so that a restart resumes them. */
export interface ConversationTable {
  key: string;
  value: string;
}

/** Updates taken from the webhook, which Telegram sends again unless it hears 2xx. */
export interface HandledUpdateTable {
  id: number;
  at: Milliseconds;
}

export interface Database {
  source: SourceTable;
  entry: EntryTable;
  story: StoryTable;
  article: ArticleTable;
  channel: ChannelTable;
  post: PostTable;
  retraction: RetractionTable;
  amendment: AmendmentTable;
  digest: DigestTable;
  shownCount: ShownCountTable;
  outbox: OutboxTable;
  chatPace: ChatPaceTable;
  link: LinkTable;
  click: ClickTable;
  clickTotal: ClickTotalTable;
  visitorSeen: VisitorSeenTable;
  clickLog: ClickLogTable;
  visitorSalt: VisitorSaltTable;
  editor: EditorTable;
  subscriber: SubscriberTable;
  setting: SettingTable;
  conversation: ConversationTable;
  handledUpdate: HandledUpdateTable;
}
