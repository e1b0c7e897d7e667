/** What stands in the chats and in the database after the trouble: one line a check. */
import { readFileSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import { plain, type Question, timesIn } from './editor.ts';
import type { Item } from './news.ts';
import type { SeenChat } from './processes.ts';

/** The program's own database, read beside it. */
export function readDatabase(file: string) {
  const rows = <T>(query: string): T[] => {
    const reading = new SQLite(file, { readonly: true, timeout: 5_000 });
    try {
      return reading.prepare(query).all() as T[];
    } finally {
      reading.close();
    }
  };
  const count = (query: string): number => rows<{ n: number }>(query)[0]?.n ?? 0;
  return {
    titles: () => rows<{ title: string }>('select title from article').map(({ title }) => title),
    /** Those that were read, or given up. */
    entries: () => count("select count(*) n from entry where state != 'new'"),
    held: () => count("select count(*) n from post where state = 'in review'"),
    unpublished: () => count("select count(*) n from post where state != 'published'"),
    /** Rows of the outbox that are not settled. */
    open: () =>
      count(
        "select count(*) n from outbox where state in ('waiting', 'attempting', 'lost', 'unknown')",
      ),
    sentAgain: () => count('select coalesce(sum(searches), 0) n from outbox'),
    posts: () =>
      rows<{ state: string; n: number }>('select state, count(*) n from post group by state'),
    published: () =>
      rows<{ messageId: number; key: string; title: string }>(
        `select post.message_id messageId, channel.key, article.title from post
         join channel on channel.id = post.channel_id
         join article on article.id = post.article_id
         where post.state = 'published' and post.message_id is not null`,
      ),
  };
}

export interface Outcome {
  readonly names: readonly string[];
  readonly chatsBy: (name: string) => readonly SeenChat[];
  readonly items: readonly Item[];
  readonly asked: readonly Question[];
  readonly approved: number;
  readonly database: ReturnType<typeof readDatabase>;
  /** The program's log. */
  readonly log: string;
  readonly endedByItself: number;
  readonly exitCode: number | null;
  /** Copies of lost messages that still stand in the desk chat. */
  readonly copies: number;
}

/** @returns how many checks failed */
export function report(outcome: Outcome, print: (line: string) => void): number {
  const { names, chatsBy, items, asked, database } = outcome;
  let failures = 0;
  const check = (isGood: boolean, text: string): void => {
    if (!isGood) failures += 1;
    print(`${isGood ? 'ok  ' : 'FAIL'} ${text}`);
  };
  // A page that took too long, over and over, was given up and told: no post of it is due.
  const titles = database.titles();
  const read = items.filter((item) => titles.some((title) => title.includes(item.title)));
  const pairs = names.flatMap((name) =>
    read.map((item) => ({
      name,
      item,
      times: chatsBy(name).reduce((sum, chat) => sum + timesIn(chat, item), 0),
    })),
  );
  const told = (list: typeof pairs) =>
    [`${list.length}`, ...list.slice(0, 5).map(({ name, item }) => `${name}/${item.id}`)].join(' ');
  const lost = pairs.filter(({ times }) => times === 0);
  const twice = pairs.filter(({ times }) => times > 1);
  const posts = database.posts();
  // The ids of a basic group do not follow each other: there nothing can be looked for.
  const needless = asked.filter(({ chat }) => chat !== 'room');
  const wrong = database.published().filter(({ messageId, key, title }) => {
    const name = names.find((one) => one === key || one === `@${key}`) ?? '';
    const headline = title.replace('عاجل: ', '');
    return !chatsBy(name).some(({ messages }) =>
      messages.some(
        (message) => message.message_id === messageId && plain(message).includes(headline),
      ),
    );
  });

  print(`     articles read: ${read.length} of ${items.length}`);
  check(lost.length === 0, `none of ${pairs.length} posts lost: ${told(lost)}`);
  check(twice.length === 0, `none twice: ${told(twice)}`);
  check(
    posts.every(({ state }) => state === 'published'),
    `all are published: ${posts.map(({ state, n }) => `${state} ${n}`).join(', ')}`,
  );
  check(
    needless.length === 0,
    `unknown where finding is possible: ${needless.length} (asked about the basic group: ${asked.length - needless.length})`,
  );
  check(wrong.length === 0, `every message_id is the right one; wrong: ${wrong.length}`);
  check(outcome.endedByItself === 0, `it never ended by itself: ${outcome.endedByItself}`);
  check(outcome.exitCode === 0, `it stopped in order at the end: ${outcome.exitCode}`);
  // One that was killed before it wrote down what it had found, finds it again.
  const log = readFileSync(outcome.log, 'utf8');
  const found = new Set(log.match(/"outbox":\d+,"messageId":\d+,"seen":"ours"/g)).size;
  const ends = [
    `found where they stood ${found}`,
    `not there and sent again ${database.sentAgain()}`,
    `unknown ${asked.length}`,
  ];
  print(`     lost sends: ${ends.join(', ')}; copies left at the desk: ${outcome.copies}`);
  print(
    `     posts: ${pairs.length}, lost ${lost.length}, twice ${twice.length}, not published ${database.unpublished()}; held for the editor and published by them: ${outcome.approved} articles`,
  );
  return failures;
}
