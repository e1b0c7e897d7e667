/**
 * The tables. Times are whole milliseconds since 1970 UTC; flags are 0 or 1; lists are JSON text:
 * so one schema serves SQLite and PostgreSQL.
 */
import type { Generated } from 'kysely';

export type Flag = 0 | 1;
export type Milliseconds = number;

/** Where a row came from: newsroom.yaml, an editor's command in Telegram, or an imported OPML. */
export type Origin = 'file' | 'telegram' | 'opml';

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
  /** What of the source is taken: lists as JSON; null: all. */
  words: string | null;
  notWords: string | null;
  sections: string | null;
  maxAgeMs: Milliseconds | null;
  /** The facts of that failure, as JSON, so that its text can be made again. */
  failureFacts: string | null;
  /** When the desk was told that it fails, or of dates in the future: once, until it is mended. */
  failureToldAt: Milliseconds | null;
  futureToldAt: Milliseconds | null;
  /** The hash of the last body that was read: an equal one is not read again. */
  bodyHash: string | null;
  /** What a `site` was found to offer; a site without is looked through at the next poll. */
  foundKind: 'feed' | 'sitemap' | 'page' | null;
  foundAddress: string | null;
  /** WebSub, as the feed or its headers tell it: where to subscribe, and to what. */
  hub: string | null;
  topic: string | null;
  /** The usual distance of its items, learnt or told; null: unknown. */
  gapMs: Milliseconds | null;
  /** How long the feed asked to be left alone when it was last read. */
  ttlMs: Generated<Milliseconds>;
  /** The wait that was planned at the last success. */
  waitMs: Milliseconds | null;
  lastNewAt: Milliseconds | null;
  /** Median, from published to taken in. */
  delayMs: Milliseconds | null;
  origin: Origin;
  removedAt: Milliseconds | null;
}

/** What an editor was offered by /addsource: its buttons outlive a restart. */
export interface OfferTable {
  id: Generated<number>;
  kind: 'feed' | 'sitemap' | 'page';
  address: string;
  name: string;
  hub: string | null;
  topic: string | null;
  madeAt: Milliseconds;
}

/**
 * Why a post that nobody wanted reviewed waits for an editor: its entry came after an outage, `old` or
 * as one of `many`; it is breaking and its news is `stale`; its time has passed while nobody sent, `late`.
 */
export type Hold = 'old' | 'many' | 'stale' | 'late';

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
  /** Hash of the item as the feed prints it; null for items seen before hashes were kept. */
  print: string | null;
  hold: Hold | null;
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
  /** It told its story something new when it was first read. */
  isNews: Generated<Flag>;
  readAt: Milliseconds;
  /** 1, and one more with each change that was recorded. */
  revision: Generated<number>;
  /** A text that was pushed, or written by an editor, is the newsroom's own word: no page overrules it. */
  toldBy: Generated<'page' | 'push' | 'editor'>;
  etag: string | null;
  lastModified: string | null;
  /** When the page was last looked at for changes, and when it is next; null: no more. */
  checkedAt: Milliseconds | null;
  nextCheckAt: Milliseconds | null;
}

/** A line that articles of a site carry: the site's own once many do. */
export interface SiteLineTable {
  host: string;
  /** 48 bits of the line's matching form. */
  hash: number;
  articles: number;
  lastAt: Milliseconds;
}

/** What changed between two revisions: the headline, the first paragraph, a figure, the rest. */
export type ChangeKind = 'title' | 'lead' | 'numbers' | 'body';

/** A text that an article had before it changed. */
export interface ArticleRevisionTable {
  id: Generated<number>;
  articleId: number;
  /** The number that this former text had. */
  revision: number;
  title: string;
  paragraphs: string;
  summary: string;
  imageUrl: string | null;
  /** What its successor changed: a JSON list of {@link ChangeKind}. */
  kinds: string;
  replacedAt: Milliseconds;
}

/** What a newsroom's own CMS sent to /intake. */
export interface PushTable {
  id: Generated<number>;
  /** Hex of the HMAC that it came with: one is taken once. */
  signature: string;
  url: string;
  /** The JSON as it came; '' once it was taken in. */
  body: string;
  /** 1: the article itself; 0: an address, whose page is to be read. */
  whole: Flag;
  receivedAt: Milliseconds;
  state: 'new' | 'read' | 'failed';
  attempts: Generated<number>;
  nextTryAt: Milliseconds;
  articleId: number | null;
  failure: string | null;
}

/**
 * Where a subscription stands: to be asked for; asked for and not confirmed; confirmed by the hub;
 * refused by it.
 */
export type SubscriptionState = 'wanted' | 'asked' | 'live' | 'denied';

/** A WebSub subscription to a source's topic, one a source. */
export interface SubscriptionTable {
  sourceId: number;
  /** The secret last part of our callback's address. */
  callback: string;
  /** The key of the hub's signatures. */
  secret: string;
  hub: string;
  topic: string;
  state: SubscriptionState;
  attempts: Generated<number>;
  /** When the hub is next asked: a first time, again, or to renew the lease. */
  nextAskAt: Milliseconds;
  leaseEndsAt: Milliseconds | null;
  pushedAt: Milliseconds | null;
  /** How often in a row polling found news that the hub had not told. */
  missed: Generated<number>;
  failure: string | null;
}

/**
 * Why an article did not go to a channel, as the rules were then. A channel of null: the source's
 * own rules stopped it.
 */
export interface RefusalTable {
  id: Generated<number>;
  articleId: number;
  channelId: number | null;
  rule: RefusalRule;
  /** The rule's word that decided; for `max_age` the article's age in milliseconds. */
  detail: string | null;
  /** The post that has told the story on the channel already. */
  postId: number | null;
  at: Milliseconds;
}

/** Rules by their names in newsroom.yaml; `story`: the channel has told it already. */
export type RefusalRule =
  | 'sources'
  | 'sections'
  | 'authors'
  | 'words'
  | 'not_words'
  | 'max_age'
  | 'story';

export type ChannelMode = 'auto' | 'review';
export type Numerals = 'western' | 'arabic' | 'keep';
export type Dotted = 'restore' | 'keep';
export type QuietMode = 'wait' | 'silent';
export type LinkPreview = 'large' | 'small' | 'none';

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
  /** What quiet hours do to ordinary posts: hold them back, or send them without sound. */
  quietMode: Generated<QuietMode>;
  /** The least distance between two posts; null: none. */
  gapMs: Milliseconds | null;
  /** The most posts in any sixty minutes; null: no limit. */
  perHour: number | null;
  /** How late an ordinary post may still go out; null: as src/desk/lateness.ts says. */
  lateMs: Milliseconds | null;
  /** How long breaking news stays pinned; null: it is not pinned. */
  pinMs: Milliseconds | null;
  /** Every post goes out without sound. */
  silent: Generated<Flag>;
  /** Posts cannot be forwarded or saved. */
  protect: Generated<Flag>;
  preview: Generated<LinkPreview>;
  numerals: Numerals;
  /** Masked words ('حو.ثية'): printed as restored, or as the source wrote them. */
  dotted: Generated<Dotted>;
  /** Filters, lists as JSON; null: all. */
  words: string | null;
  notWords: string | null;
  authors: string | null;
  maxAgeMs: Milliseconds | null;
  /** 1: a story already told here by another source is told again. */
  everySource: Generated<Flag>;
  edits: Generated<Edits>;
  /** Whether posts show the article's picture. */
  media: Generated<Flag>;
  /** Whether digests go out as rich messages. */
  rich: Generated<Flag>;
  /** When the most-read digest goes out, in a slot's form; null: never. */
  digest: string | null;
  related: Generated<Flag>;
  readCount: Generated<Flag>;
  /** The name of a ready template, or of one of the table `template`. */
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
 * How a post came by its time: as soon as the channel's rules allow, in a slot, or by an editor's
 * word. The last is theirs alone to change.
 */
export type Timing = 'asap' | 'slot' | 'fixed';

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
  /** When it was first to go out: lateness counts from here, however often it is put off. */
  promisedAt: Milliseconds | null;
  timing: Generated<Timing>;
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
  /** Why it went to review on a channel that publishes by itself. */
  hold: Hold | null;
  /** 1, and one more with each change while it is a draft or in review: a button of another is old. */
  revision: Generated<number>;
  /** The editor who published or rejected it; null: nobody has, or the line did. */
  decidedBy: Generated<number | null>;
  /** When they did; what they decided at once carries one time, by which it is taken back. */
  decidedAt: Generated<Milliseconds | null>;
  /** In review: when the desk was told so; null: it is yet to be, also of what has changed since. */
  announcedAt: Generated<Milliseconds | null>;
}

/** A question that waits for an editor's next message in a chat; a later one takes its place. */
export interface QuestionTable {
  chatId: number;
  userId: number;
  /** Who hears the answer: see handlers/questions.ts. */
  kind: string;
  /** What it is about, as JSON. */
  subject: string;
  askedAt: Milliseconds;
}

/** What one editor tells the others about an article; it never goes out. */
export interface RemarkTable {
  id: Generated<number>;
  articleId: number;
  editorId: number;
  text: string;
  at: Milliseconds;
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

/** The parts of a post that are words. */
export type WordPart = 'headline' | 'summary';
/** `pictures`: a JSON list of Telegram's file ids; an empty one shows none. */
export type AmendedPart = WordPart | 'pictures';

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

export type OutboxKind = 'send' | 'edit' | 'delete' | 'pin';

/**
 * The payload of a `pin`: a message that is pinned is unpinned `forMs` milliseconds later; null: when
 * somebody does it.
 */
export type PinPayload = { pin: true; forMs: Milliseconds | null } | { pin: false };

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
  /** The first of `messageIds`. */
  messageId: number | null;
  /** All messages that the call made, a JSON list of ids. */
  messageIds: Generated<string | null>;
  failure: string | null;
  createdAt: Milliseconds;
  /** Of an attempt: when its call is over for certain, and its process dead if it is not settled. */
  leaseUntil: Milliseconds | null;
  /** Of an attempt: a message_id that the chat had given away before it; null: none is known. */
  afterMessageId: number | null;
  /** How often it was lost, looked for and certainly not there. */
  searches: Generated<number>;
  /**
   * Of a lost attempt: milliseconds that it has been known to be lost, as the processes that looked
   * for it counted them on a clock that nobody sets; what passed between them is not in it.
   */
  lostMs: Generated<number>;
  /** Of a lost attempt: what stands in the chat after `afterMessageId`, as far as it stays true; JSON. */
  seen: Generated<string | null>;
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
  /** Telegram's id of a chat that is called by its name; null: not known. */
  chatId: string | null;
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
  /** Redirected and not written down, all time. */
  dropped: Generated<number>;
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
  /** 0: met in passing, what comes by itself is still to be switched on. */
  hasStarted: Generated<Flag>;
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
  /** What may be said once only: `alert:story:12:34`, `morning:2026-11-24`; null for notices. */
  key: string | null;
  articleId: number | null;
  /** Of a notice: the message as JSON. */
  message: string | null;
  state: BroadcastState;
  /** Readers that it was planned for. */
  total: Generated<number>;
  /** Of those whose rows are gone: who got it, and whom it could not be brought to. */
  reached: Generated<number>;
  missed: Generated<number>;
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

/** What of a channel editors change in Telegram, by its column. */
export type ChannelPart =
  | 'slots'
  | 'quiet'
  | 'mode'
  | 'numerals'
  | 'sections'
  | 'sources'
  | 'media'
  | 'silent'
  | 'protect'
  | 'related'
  | 'readCount';

/** A change that an editor made to a channel, kept so that it can be undone. */
export interface ChannelChangeTable {
  id: Generated<number>;
  channelId: number;
  part: ChannelPart;
  /** As the column of the channel held it; a flag as `0` or `1`. */
  before: string | null;
  after: string | null;
  editorId: number;
  at: Milliseconds;
}

/** A change that an editor made to the newsroom, kept so that it can be undone. */
export interface NewsroomChangeTable {
  id: Generated<number>;
  /** A key of the masthead, `follow:` and a network, or `desk chat`. */
  part: string;
  /** Null: it was not set. */
  before: string | null;
  after: string | null;
  editorId: number;
  at: Milliseconds;
}

/** A template of the newsroom's own; its language: templates/layout.ts. */
export interface TemplateTable {
  id: Generated<number>;
  name: string;
  body: string;
  /** What the last save replaced; null: it made the template, or was undone. */
  previousBody: string | null;
  /** 1, and one more with each change: an undo that is late undoes nothing newer. */
  revision: Generated<number>;
  /** Telegram user id of the editor; null: newsroom.yaml. */
  createdBy: number | null;
  createdAt: Milliseconds;
  origin: Origin;
}

/** A template that an editor chose for a channel, kept so that it can be undone. */
export interface TemplateChoiceTable {
  id: Generated<number>;
  channelId: number;
  before: string;
  after: string;
  editorId: number;
  at: Milliseconds;
}

/**
 * Single values: the newsroom's name, its follow links, the desk chat, where a group has moved, which
 * names a channel had.
 */
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
  offer: OfferTable;
  entry: EntryTable;
  story: StoryTable;
  article: ArticleTable;
  siteLine: SiteLineTable;
  channel: ChannelTable;
  post: PostTable;
  retraction: RetractionTable;
  amendment: AmendmentTable;
  question: QuestionTable;
  remark: RemarkTable;
  digest: DigestTable;
  shownCount: ShownCountTable;
  outbox: OutboxTable;
  chat: ChatTable;
  link: LinkTable;
  click: ClickTable;
  clickTotal: ClickTotalTable;
  visitorSeen: VisitorSeenTable;
  clickLog: ClickLogTable;
  visitorSalt: VisitorSaltTable;
  editor: EditorTable;
  invitation: InvitationTable;
  audit: AuditTable;
  subscriber: SubscriberTable;
  channelChange: ChannelChangeTable;
  newsroomChange: NewsroomChangeTable;
  template: TemplateTable;
  templateChoice: TemplateChoiceTable;
  interest: InterestTable;
  savedArticle: SavedArticleTable;
  broadcast: BroadcastTable;
  articleSearch: ArticleSearchTable;
  setting: SettingTable;
  conversation: ConversationTable;
  handledUpdate: HandledUpdateTable;
  articleRevision: ArticleRevisionTable;
  push: PushTable;
  subscription: SubscriptionTable;
  refusal: RefusalTable;
}
