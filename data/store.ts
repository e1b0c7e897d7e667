/** Everything that is remembered, one repository an aggregate. */
import type { Db } from './database.ts';
import { type Amendments, amendments } from './repositories/amendments.ts';
import { type Articles, articles } from './repositories/articles.ts';
import { type Broadcasts, broadcasts } from './repositories/broadcasts.ts';
import { type Channels, channels } from './repositories/channels.ts';
import { type Chats, chats } from './repositories/chats.ts';
import { type Clicks, clicks } from './repositories/clicks.ts';
import { type Digests, digests } from './repositories/digests.ts';
import { type Entries, entries } from './repositories/entries.ts';
import { type Links, links } from './repositories/links.ts';
import { type NewsroomRepository, newsroom } from './repositories/newsroom.ts';
import { type Outbox, outbox } from './repositories/outbox.ts';
import { type People, people } from './repositories/people.ts';
import { type Posts, posts } from './repositories/posts.ts';
import { type Pushes, pushes } from './repositories/pushes.ts';
import { type Questions, questions } from './repositories/questions.ts';
import { type Readers, readers } from './repositories/readers.ts';
import { type Refusals, refusals } from './repositories/refusals.ts';
import { type Remarks, remarks } from './repositories/remarks.ts';
import { type Retractions, retractions } from './repositories/retractions.ts';
import { type Search, search } from './repositories/search.ts';
import { type Settings, settings } from './repositories/settings.ts';
import { type ShownCounts, shownCounts } from './repositories/shown-counts.ts';
import { type SiteLines, siteLines } from './repositories/site-lines.ts';
import { type Sources, sources } from './repositories/sources.ts';
import { type Subscriptions, subscriptions } from './repositories/subscriptions.ts';
import { type Templates, templates } from './repositories/templates.ts';

export interface Store {
  readonly sources: Sources;
  readonly entries: Entries;
  readonly articles: Articles;
  readonly siteLines: SiteLines;
  readonly pushes: Pushes;
  readonly subscriptions: Subscriptions;
  readonly refusals: Refusals;
  readonly channels: Channels;
  readonly templates: Templates;
  readonly chats: Chats;
  readonly posts: Posts;
  readonly amendments: Amendments;
  readonly questions: Questions;
  readonly remarks: Remarks;
  readonly retractions: Retractions;
  readonly digests: Digests;
  readonly shownCounts: ShownCounts;
  readonly outbox: Outbox;
  readonly links: Links;
  readonly clicks: Clicks;
  readonly people: People;
  readonly readers: Readers;
  readonly broadcasts: Broadcasts;
  readonly search: Search;
  readonly settings: Settings;
  readonly newsroom: NewsroomRepository;
  /** All that `work` does through the store it is given is committed together, or not at all. */
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T>;
}

export function createStore(db: Db): Store {
  return {
    sources: sources(db),
    entries: entries(db),
    articles: articles(db),
    siteLines: siteLines(db),
    pushes: pushes(db),
    subscriptions: subscriptions(db),
    refusals: refusals(db),
    channels: channels(db),
    templates: templates(db),
    chats: chats(db),
    posts: posts(db),
    amendments: amendments(db),
    questions: questions(db),
    remarks: remarks(db),
    retractions: retractions(db),
    digests: digests(db),
    shownCounts: shownCounts(db),
    outbox: outbox(db),
    links: links(db),
    clicks: clicks(db),
    people: people(db),
    readers: readers(db),
    broadcasts: broadcasts(db),
    search: search(db),
    settings: settings(db),
    newsroom: newsroom(db),
    transaction: (work) => db.transaction().execute((trx) => work(createStore(trx))),
  };
}
