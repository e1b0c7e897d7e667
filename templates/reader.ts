/** What readers are told by the bot: lists of news, their topics, alerts, and what is known of them. */
import { FormattedString } from '@grammyjs/parse-mode';
import type {
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  InlineQueryResultArticle,
} from 'grammy/types';
import { isolate, isolateWhole, startRightToLeft, stripBidi } from '../src/arabic/bidi.ts';
import { type PluralForms, plural } from '../src/arabic/plurals.ts';
import type { Message } from './message.ts';
import { withoutBreakingTag } from './post.ts';
import { type Digits, inDigits } from './printed.ts';
import { moment } from './times.ts';

export interface ListedItem {
  readonly articleId: number;
  readonly title: string;
  readonly source: string | null;
  /** Milliseconds UTC. */
  readonly at: number;
  readonly url: string;
}

export interface ListedPage {
  readonly items: readonly ListedItem[];
  /** 0 is the first. */
  readonly number: number;
  /** How many items stand on the pages before. */
  readonly before: number;
  readonly hasMore: boolean;
}

/** Which list; its pages and buttons are told apart by it. */
export type List = 'latest' | 'search' | 'saved';

/** Telegram's bound is 4,096 code points; a page of five headlines of this length is far below. */
const longestHeadline = 300;

const foundFor = 'نتائج البحث عن: ';

const empty: Readonly<Record<List, string>> = {
  latest: 'لا أخبار جديدة في الأيام السبعة الأخيرة.',
  search: 'لم نجد خبرًا بهذه الكلمات. جرّب كلمات أقل، أو اسم مكان أو شخص.',
  saved: 'لم تحفظ خبرًا بعد. اضغط زر الحفظ تحت أي قائمة أخبار.',
};

/**
 * A page of a list of news: each headline leads to its page through a short link; numbered buttons
 * save it, or take it out of the saved ones.
 *
 * @param words what was searched for; the first line holds them for the buttons of the next page
 */
export function newsList(
  list: List,
  page: ListedPage,
  { now, zone, words = '' }: { now: number; zone: string; words?: string },
): Message {
  const titles: Readonly<Record<List, FormattedString>> = {
    latest: FormattedString.bold('آخر الأخبار'),
    search: FormattedString.join([new FormattedString(foundFor), FormattedString.bold(words)]),
    saved: FormattedString.bold('ما حفظته'),
  };
  if (page.items.length === 0) return { text: empty[list], entities: [] };
  const lines = listed(page.items, page.before, { now, zone });
  const { text, entities } = FormattedString.join([titles[list], ...lines], '\n\n');
  return { text, entities, keyboard: listKeyboard(list, page), preview: { is_disabled: true } };
}

/** Each item on two lines: its headline, linked; whose it is and when. */
const listed = (
  items: readonly ListedItem[],
  before: number,
  { now, zone }: { now: number; zone: string },
): FormattedString[] =>
  items.map((item, index) => {
    const told = [item.source && isolateWhole(item.source), moment(item.at, now, zone)];
    return FormattedString.join([
      new FormattedString(`${before + index + 1}. `),
      FormattedString.link(headlineOf(item), item.url),
      new FormattedString(`\n${told.filter(Boolean).join(' · ')}`),
    ]);
  });

const headlineOf = ({ title }: ListedItem): string =>
  startRightToLeft(isolate(clip(stripBidi(title))));

/**
 * The words of a search, out of the list that it gave; undefined when the message is another. Not its
 * first entity: Telegram parts what is bold where a hashtag or an address stands in it.
 */
export function searchedWords({ text = '' }: { readonly text?: string }): string | undefined {
  const [line = ''] = text.split('\n');
  return line.startsWith(foundFor) ? line.slice(foundFor.length) : undefined;
}

function listKeyboard(
  list: List,
  { items, number, before, hasMore }: ListedPage,
): InlineKeyboardMarkup {
  const act = list === 'saved' ? 'drop' : 'keep';
  const word = list === 'saved' ? 'إزالة' : 'حفظ';
  const keep = items.map(({ articleId }, index) =>
    button(`${word} ${before + index + 1}`, `news:${act}:${articleId}:${number}`),
  );
  const turn = [
    ...(number > 0 ? [button('« الأحدث', `news:${list}:${number - 1}`)] : []),
    ...(hasMore ? [button('الأقدم »', `news:${list}:${number + 1}`)] : []),
  ];
  // Five in a row leave no room for their words on a phone.
  const rows = [keep.slice(0, 3), keep.slice(3), turn].filter((row) => row.length > 0);
  return { inline_keyboard: rows };
}

/** What comes to a reader by itself, as the welcome tells it. */
export function reachedLine({
  alerts,
  morning,
  evening,
}: Readonly<Record<'alerts' | 'morning' | 'evening', 0 | 1>>): string {
  const told = [
    ...(alerts ? ['الأخبار العاجلة فور صدورها'] : []),
    ...(morning ? [greetings.morning] : []),
    ...(evening ? [greetings.evening] : []),
  ];
  if (told.length === 0) return 'لا يصلك شيء من تلقاء نفسه الآن، ولك أن تختار في /alerts';
  return `تصلك هنا ${told.join('، و')}.`;
}

const button = (text: string, callback_data: string): InlineKeyboardButton => ({
  text,
  callback_data,
});

/** A piece of news as inline mode offers it, and as it stands in the chat that it is shared to. */
export function newsOffer(
  item: ListedItem,
  { now, zone, digits }: { now: number; zone: string; digits: Digits },
): InlineQueryResultArticle {
  const print = (text: string) => inDigits({ text }, digits).text;
  const headline = print(headlineOf(item));
  const told = [item.source && isolateWhole(item.source), moment(item.at, now, zone)];
  const { text, entities } = FormattedString.join(
    [FormattedString.bold(headline), FormattedString.link('التفاصيل', item.url)],
    '\n\n',
  );
  return {
    type: 'article',
    id: String(item.articleId),
    title: headline,
    description: print(told.filter(Boolean).join(' · ')),
    input_message_content: {
      message_text: text,
      entities,
      link_preview_options: { is_disabled: true },
    },
  };
}

/** What one reader is told by a broadcast. */
export type Said = { readonly isSilent: boolean } & (
  | { readonly kind: 'notice'; readonly message: string }
  | { readonly kind: 'alert'; readonly item: ListedItem; readonly summary: string }
  | { readonly kind: 'morning' | 'evening'; readonly items: readonly ListedItem[] }
);

const greetings = { morning: 'موجز الصباح', evening: 'موجز المساء' } as const;

/** Lays out what a broadcast says to one reader. */
export function broadcastMessage(said: Said, when: { now: number; zone: string }): Message {
  const { isSilent } = said;
  const sound = isSilent ? { silent: true } : {};
  if (said.kind === 'notice') return { ...(JSON.parse(said.message) as Message), ...sound };
  if (said.kind === 'alert') {
    const title = withoutBreakingTag(said.item.title);
    const headline = `عاجل | ${headlineOf({ ...said.item, title })}`;
    const summary = startRightToLeft(isolate(stripBidi(said.summary)));
    const { text, entities } = FormattedString.join(
      [
        FormattedString.bold(headline),
        new FormattedString(summary),
        FormattedString.link('التفاصيل', said.item.url),
      ],
      '\n\n',
    );
    const elastic = { offset: text.indexOf(summary, headline.length), length: summary.length };
    return { text, entities, elastic, preview: { is_disabled: true }, ...sound };
  }
  const { text, entities } = FormattedString.join(
    [FormattedString.bold(greetings[said.kind]), ...listed(said.items, 0, when)],
    '\n\n',
  );
  return { text, entities, preview: { is_disabled: true }, ...sound };
}

export interface Followed {
  /** What its button carries: at most 58 bytes. */
  readonly id: string;
  readonly kind: 'section' | 'source' | 'word';
  readonly name: string;
  readonly isOn: boolean;
}

const kinds: Readonly<Record<Followed['kind'], string>> = {
  section: 'الأقسام',
  source: 'المصادر',
  word: 'كلماتي',
};

/** Two topics a row: longer names are cut by Telegram itself. */
const topicsARow = 2;

/** Telegram takes a hundred buttons under a message, and a newsroom may have more sources. */
const topicsOnPage = 40;

/** The page of the menu on which a topic stands; 0 is the first. */
export const topicPage = (index: number): number => Math.floor(index / topicsOnPage);

/**
 * A page of the menu of topics, with a tick on those that are followed.
 *
 * @param topics all of them, in the order in which they are shown
 */
export function topicsMenu(topics: readonly Followed[], wanted = 0): Message {
  const last = topicPage(Math.max(0, topics.length - 1));
  const page = Math.min(wanted, last);
  const turn = [
    ...(page > 0 ? [button('« السابق', `topics:${page - 1}`)] : []),
    ...(page < last ? [button('التالي »', `topics:${page + 1}`)] : []),
  ];
  const rows = (Object.keys(kinds) as Followed['kind'][]).flatMap((kind) => {
    const buttons = topics.flatMap((topic, index) =>
      topic.kind === kind && topicPage(index) === page
        ? [button(`${topic.isOn ? '✓ ' : ''}${topic.name}`, `topic:${topic.id}`)]
        : [],
    );
    return buttons.length === 0 ? [] : inRows(buttons);
  });
  const chosen = topics.filter(({ isOn }) => isOn).map(({ name }) => isolateWhole(name));
  const state =
    chosen.length > 0
      ? `تتابع الآن: ${named(chosen)}`
      : 'لم تختر موضوعًا بعد، فتصلك أهم الأخبار كلها.';
  return {
    text: `موضوعاتك تختار ما يصلك في الموجز.\n${state}\n\nلإضافة كلمة أو مكان: /topics ثم الكلمة، مثل ‎/topics حضرموت‎.`,
    entities: [],
    keyboard: { inline_keyboard: [...rows, ...(turn.length > 0 ? [turn] : [])] },
  };
}

/** Letters of the names that the menu lists; whoever follows more sees their ticks. */
const longestNaming = 1_500;

const otherForms = {
  one: 'موضوع آخر',
  two: 'موضوعان آخران',
  few: 'موضوعات غيرها',
  many: 'موضوعًا غيرها',
  other: 'موضوع غيرها',
};

/** Names of topics, and how many more there are than have room. */
function named(names: readonly string[]): string {
  const [first = '', ...more] = names;
  let list = first;
  for (const [place, name] of more.entries()) {
    const longer = `${list}، ${name}`;
    if (longer.length > longestNaming) {
      return `${list} … و${counted(more.length - place, otherForms)}`;
    }
    list = longer;
  }
  return list;
}

const counted = (count: number, forms: PluralForms): string =>
  count <= 2 ? plural(count, forms) : `${count} ${plural(count, forms)}`;

const inRows = (buttons: readonly InlineKeyboardButton[]): InlineKeyboardButton[][] =>
  Array.from({ length: Math.ceil(buttons.length / topicsARow) }, (_, row) =>
    buttons.slice(row * topicsARow, (row + 1) * topicsARow),
  );

export interface Reached {
  readonly alerts: boolean;
  readonly morning: boolean;
  readonly evening: boolean;
  /** `23:00-07:00`, or null. */
  readonly quiet: string | null;
}

/** The menu of what reaches a reader, and when it makes no sound. */
export function alertsMenu({ alerts, morning, evening, quiet }: Reached): Message {
  const tick = (isOn: boolean, text: string, what: string) =>
    button(`${isOn ? '✓' : '✗'} ${text}`, `alerts:${what}`);
  const [from, to] = quiet?.split('-') ?? [];
  return {
    text: [
      'ما الذي يصلك؟ اضغط لتغييره.',
      quiet === null
        ? 'تصلك الرسائل بصوت في كل وقت.'
        : `من ${from} إلى ${to} تصلك الرسائل بلا صوت.`,
    ].join('\n'),
    entities: [],
    keyboard: {
      inline_keyboard: [
        [tick(alerts, 'الأخبار العاجلة فور صدورها', 'alerts')],
        [tick(morning, 'موجز الصباح', 'morning'), tick(evening, 'موجز المساء', 'evening')],
        [tick(quiet !== null, 'الهدوء ليلًا', 'quiet')],
      ],
    },
  };
}

/** As what is kept: objects of the verb. */
const topicForms = {
  one: 'موضوعًا واحدًا',
  two: 'موضوعين',
  few: 'موضوعات',
  many: 'موضوعًا',
  other: 'موضوع',
};

/** How many topics a reader follows, as the end of the privacy text's list; none end it before. */
export const topicCount = (count: number): string =>
  count === 0 ? '' : `، و${counted(count, topicForms)}`;

const clip = (title: string): string => {
  const points = [...title.replace(/\s+/gu, ' ').trim()];
  return points.length <= longestHeadline
    ? points.join('')
    : `${points
        .slice(0, longestHeadline - 1)
        .join('')
        .replace(/\s+\S*$/u, '')}…`;
};
