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

/** A line that articles of a site carry: the site's own once many do. */
export interface SiteLineTable {
  host: string;
  /** 48 bits of the line's matching form. */
  hash: number;
  articles: number;
  lastAt: Milliseconds;
}

export type ChannelMode = 'auto' | 'review';
export type Numerals = 'western' | 'arabic' | 'keep';
export type Dotted = 'restore' | 'keep';

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
  template: string;
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
  messageId: number | null;
  failure: string | null;
}

/**
 * `lost`: a call without an answer, whose message is being looked for; `unknown`: it could not be
 * seen whether it arrived, and the desk was asked.
 */
export type OutboxState =
  | 'waiting'
  | 'attempting'
  | 'lost'
  | 'done'
  | 'unknown'
  | 'failed'
  | 'cancelled';
export type OutboxKind = 'send' | 'edit' | 'delete' | 'pin';

export interface OutboxTable {
  id: Generated<number>;
  /** Null: a notice to the desk, whose message stands in `payload`. */
  postId: number | null;
  /** Of a broadcast: then `chat` is a reader, and the message is laid out when it goes out. */
  broadcastId: number | null;
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
  messageId: number | null;
  failure: string | null;
  createdAt: Milliseconds;
  /** Of an attempt: when its call is over for certain, and its process dead if it is not settled. */
  leaseUntil: Milliseconds | null;
  /** Of an attempt: a message_id that the chat had given away before it; null: none is known. */
  afterMessageId: number | null;
  /** How often it was lost, looked for and certainly not there. */
  searches: Generated<number>;
}

/** What is known of a chat that is called; the row `*` is about all of them together. */
export interface ChatTable {
  /** As `outbox.chat` writes it: `@name`, or an id as text. */
  name: string;
  /** When all that was sent is worked off at the steady rate; see data/repositories/pace.ts. */
  paceAt: Generated<number>;
  /** No call before: Telegram's `retry_after`, or the rest of a chat that refuses us. */
  heldUntil: Generated<Milliseconds>;
  /** Why it refuses us, once the desk has been told. */
  trouble: 'target' | 'permission' | null;
  kind: 'private' | 'group' | 'supergroup' | 'channel' | null;
  /** The highest message_id that we know to be given away. */
  lastMessageId: number | null;
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
}

/** One visit. No address or agent of the visitor is stored. */
export interface ClickTable {
  linkId: number;
  at: Milliseconds;
  /** 52 bits of a hash salted with the day's salt: enough to estimate, useless to identify. */
  visitor: number;
  /** 0: a person; else why it isn't counted: `exclusions` in data/repositories/clicks.ts. */
  excluded: number;
}

/** How far the click log has been drained; one row, written with the clicks themselves. */
export interface ClickLogTable {
  id: number;
  segment: number;
  /** Bytes of that segment already applied. */
  position: number;
  /** Clicks that were redirected but could not be written down. */
  dropped: number;
}

export interface VisitorSaltTable {
  /** Days since 1970 UTC. */
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
  /** As Telegram shows it; null until they have said something to the bot. */
  name: string | null;
}

/** A link that makes one person an editor, once. */
export interface InvitationTable {
  /** The payload of `/start`, hard to guess. */
  token: string;
  role: Exclude<Role, 'owner'>;
  invitedBy: number;
  expiresAt: Milliseconds;
}

/** What an editor did. Rows are only added. */
export interface AuditTable {
  id: Generated<number>;
  at: Milliseconds;
  editorId: number;
  /** `publish`, `withdraw`, `invite` …: see templates/audit.ts. */
  act: string;
  /** What it was done to, for people: a headline, a name, a channel. */
  subject: string;
}

export interface SubscriberTable {
  /** Telegram user id. */
  id: number;
  /** The payload of the first `/start`: where the reader came from. */
  cameFrom: string | null;
  startedAt: Milliseconds;
  stoppedAt: Milliseconds | null;
  /** Breaking news at once. */
  alerts: Generated<Flag>;
  /** The digests of morning and evening. */
  morning: Generated<Flag>;
  evening: Generated<Flag>;
  /** `23:00-07:00`: what arrives then makes no sound; null: never quiet. */
  quiet: Generated<string | null>;
}

export type InterestKind = 'section' | 'source' | 'place' | 'word';

/** A topic that a reader follows. */
export interface InterestTable {
  subscriberId: number;
  kind: InterestKind;
  /** As readers see it. */
  name: string;
  /** In matching form. */
  key: string;
}

/** An article that a reader keeps for later. */
export interface SavedArticleTable {
  subscriberId: number;
  articleId: number;
  savedAt: Milliseconds;
}

/** `notice`: an editor's words; the others are made of the news. */
export type BroadcastKind = 'notice' | 'alert' | 'morning' | 'evening';
export type BroadcastState = 'draft' | 'sending' | 'done' | 'cancelled';

/** One thing said to many readers; each of them has a row of the outbox. */
export interface BroadcastTable {
  id: Generated<number>;
  kind: BroadcastKind;
  /** What may be said once only: `alert:12`, `morning:2026-11-24`; null for notices. */
  key: string | null;
  articleId: number | null;
  /** Of a notice: the message as JSON. */
  message: string | null;
  state: BroadcastState;
  /** Readers that it was planned for. */
  total: Generated<number>;
  createdBy: number | null;
  createdAt: Milliseconds;
  /** The message in the editor's chat that tells how far it is. */
  progressMessageId: number | null;
}

/** Folded, stemmed words of articles; its row id is the article's. */
export interface ArticleSearchTable {
  rowid: number;
  terms: string;
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
  siteLine: SiteLineTable;
  channel: ChannelTable;
  post: PostTable;
  outbox: OutboxTable;
  chat: ChatTable;
  link: LinkTable;
  click: ClickTable;
  clickLog: ClickLogTable;
  visitorSalt: VisitorSaltTable;
  editor: EditorTable;
  invitation: InvitationTable;
  audit: AuditTable;
  subscriber: SubscriberTable;
  interest: InterestTable;
  savedArticle: SavedArticleTable;
  broadcast: BroadcastTable;
  articleSearch: ArticleSearchTable;
  setting: SettingTable;
  conversation: ConversationTable;
  handledUpdate: HandledUpdateTable;
}
