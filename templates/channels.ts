/** The channels as editors see and change them in Telegram. */
import { isolateWhole } from '../src/arabic/bidi.ts';
import { plural } from '../src/arabic/plurals.ts';
import { clip, thoseThatFit } from './fit.ts';
import { channelName, listed, postCount } from './messages.ts';
import { readyTitle } from './ready.ts';

type Part =
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
/** Code points: two such lists fit a card. */
const namesRoom = 1_500;
/** Code points. Names of sources are as long as somebody wrote them. */
const longestName = 100;

type Right = 'post' | 'edit' | 'delete' | 'pin';

export interface ChannelShown {
  readonly channel: {
    readonly key: string;
    readonly chat: string;
    readonly threadId: number | null;
    readonly mode: 'auto' | 'review';
    readonly template: string;
    readonly slots: readonly string[];
    readonly quiet: string | null;
    readonly sections: readonly string[] | null;
    readonly sources: readonly string[] | null;
  };
  readonly trouble: 'target' | 'permission' | null;
}

export interface ToldChat {
  readonly type: string;
  readonly title: string;
  readonly username?: string | undefined;
}

const channels = {
  zero: 'قناة',
  one: 'قناة واحدة',
  two: 'قناتان',
  few: 'قنوات',
  many: 'قناة',
  other: 'قناة',
};

const arabic = {
  listed,
  count: (count: number) =>
    count === 1 || count === 2 ? plural(count, channels) : `${count} ${plural(count, channels)}`,
  slots: (count: number) =>
    plural(count, {
      one: 'موعد واحد',
      two: 'موعدان',
      few: `${count} مواعيد`,
      many: `${count} موعدًا`,
      other: `${count} موعد`,
    }),
  atOnce: 'في الحال',
  quiet: (from: string, to: string) => `هدوء من ${from} إلى ${to}`,
  modes: { auto: 'تلقائي', review: 'بعد المراجعة' },
  troubles: {
    target: 'متوقفة: لا يصل البوت إليها',
    permission: 'متوقفة: لا يحق للبوت النشر فيها',
  },
  templateTitle: readyTitle,
  all: 'الكل',
  andOthers: (names: string) => `${names} وغيرها`,
  key: (key: string) => `المفتاح في newsroom.yaml: ${key}`,
  thread: (id: number) => `الموضوع في المجموعة: ${id}`,
  mode: (mode: string) => `النشر: ${mode}`,
  week: (week: string) => `المواعيد: ${week} (تغييرها: /schedule)`,
  template: (name: string) => `القالب: ${name}`,
  sections: (names: string) => `الأقسام: ${names}`,
  sources: (names: string) => `المصادر: ${names}`,
  rights: {
    post: { what: 'نشر المنشورات', remedy: '«نشر الرسائل»' },
    edit: { what: 'تعديل منشوراته', remedy: '«نشر الرسائل»' },
    delete: { what: 'حذف المنشورات القديمة', remedy: '«حذف الرسائل»' },
    pin: {
      what: 'تثبيت المنشورات',
      remedy: '«تعديل رسائل الآخرين» في القنوات، و«تثبيت الرسائل» في المجموعات',
    },
  } satisfies Record<Right, { what: string; remedy: string }>,
  rightsTitle: 'صلاحيات البوت:',
  remedy: (rights: readonly string[]) =>
    `لإكمالها: افتح مشرفي القناة، ثم البوت، وفعّل ${rights.join('، و')}.`,
  chatKinds: { channel: 'قناة', group: 'مجموعة' },
};

export type ChannelWords = typeof arabic;

/** The channels in a language. */
export const channelTexts = (words: ChannelWords) => {
  const nameOf = ({ key, chat }: ChannelShown['channel']) =>
    isolateWhole(channelName({ channel: key, chat }));

  const templateName = (template: string) => isolateWhole(words.templateTitle(template));

  const weekOf = ({ slots, quiet }: ChannelShown['channel']) => {
    const [from = '', to = ''] = (quiet ?? '').split('-');
    return words.listed([
      slots.length > 0 ? words.slots(slots.length) : words.atOnce,
      ...(quiet === null ? [] : [words.quiet(from, to)]),
    ]);
  };

  /** As many as a message has room for. */
  const someOf = (names: readonly string[]): string => {
    const whole = names.map((name) => isolateWhole(clip(name, longestName)));
    const shown = thoseThatFit(whole, namesRoom);
    const told = words.listed(shown);
    return names.length > shown.length ? words.andOthers(told) : told;
  };

  const namesOf = (names: readonly string[] | null) => (names === null ? words.all : someOf(names));

  return {
    someOf,

    /** A page of /channels. `offset` is the place of its first channel, from 0. */
    channelsText(
      shown: readonly ChannelShown[],
      { count, offset }: { count: number; offset: number },
    ): string {
      const lines = shown.map(({ channel, trouble }, index) =>
        [
          `${offset + index + 1}. ${nameOf(channel)} · ${words.modes[channel.mode]}`,
          `${weekOf(channel)} · ${words.template(templateName(channel.template))}`,
          ...(trouble === null ? [] : [words.troubles[trouble]]),
        ].join('\n'),
      );
      return [`${words.count(count)}:`, ...lines].join('\n\n');
    },

    /** @param said what has just happened, above the card */
    channelCard({ channel, trouble }: ChannelShown, said: string | undefined): string {
      const { key, threadId } = channel;
      return [
        ...(said === undefined ? [] : [said, '']),
        nameOf(channel),
        words.key(isolateWhole(key)),
        ...(threadId === null ? [] : [words.thread(threadId)]),
        words.mode(words.modes[channel.mode]),
        words.week(weekOf(channel)),
        words.template(templateName(channel.template)),
        words.sections(namesOf(channel.sections)),
        words.sources(namesOf(channel.sources)),
        ...(trouble === null ? [] : [words.troubles[trouble]]),
      ].join('\n');
    },

    /** What the bot may do in a channel, and how to give it what it lacks. */
    rightsText(found: Readonly<Record<Right, boolean>>): string {
      const all = Object.keys(words.rights) as Right[];
      const missing = all.filter((right) => !found[right]);
      const remedies = [...new Set(missing.map((right) => words.rights[right].remedy))];
      return [
        words.rightsTitle,
        ...all.map((right) => `${found[right] ? '✓' : '✗'} ${words.rights[right].what}`),
        ...(missing.length === 0 ? [] : [words.remedy(remedies)]),
      ].join('\n');
    },

    /** «قناة مرصد الساحل @marsad». */
    chatTitle: ({ type, title, username }: ToldChat): string =>
      [
        words.chatKinds[type === 'channel' ? 'channel' : 'group'],
        isolateWhole(title),
        ...(username ? [isolateWhole(`@${username}`)] : []),
      ].join(' '),
  };
};

const { channelsText, channelCard, rightsText, chatTitle, ...lists } = channelTexts(arabic);

export const { someOf } = lists;

/** What the parts of a channel are called; buttons and the log of acts name them so. */
export const channelParts: Readonly<Record<Part, string>> = {
  slots: 'المواعيد',
  quiet: 'ساعات الهدوء',
  mode: 'طريقة النشر',
  numerals: 'الأرقام',
  sections: 'الأقسام',
  sources: 'المصادر',
  media: 'الصور',
  silent: 'بلا صوت',
  protect: 'منع النسخ',
  related: 'اقرأ أيضًا',
  readCount: 'عدد القراءات',
};

export const channelMessages = {
  channelsText,
  channelCard,
  channelParts,
  rightsText,
  channelModes: { auto: 'تلقائي', review: 'بمراجعة' },
  channelNumerals: { western: 'غربية 123', arabic: 'عربية ١٢٣', keep: 'كما في المصدر' },
  chosen: (text: string) => `✓ ${text}`,
  checkRights: 'فحص الصلاحيات',
  rightsUnseen: 'لا يصل البوت إلى القناة. تأكد أنه مشرف فيها، ثم أعد الفحص.',
  channelChanged: (part: string) => `تم تغيير: ${part}.`,
  channelUndo: 'تراجع عن التغيير',
  channelUndone: (part: string) => `عاد كما كان: ${part}.`,
  channelChangedSince: 'تغيّر هذا بعد ذلك، فلم نتراجع.',
  channelGone: 'أُزيلت هذه القناة. أرسل /channels لرؤية القنوات.',
  filterButton: (part: string) => `${part}…`,
  cardTemplate: 'القالب',
  askSections: (channel: string) =>
    `اكتب أقسام ${isolateWhole(channel)} وبينها فاصلة، مثل: سياسة، اقتصاد\nأو «الكل» لنشر كل الأقسام، أو /cancel للإبقاء عليها.`,
  askSources: (channel: string, sources: readonly string[]) =>
    `اكتب مصادر ${isolateWhole(channel)} وبينها فاصلة، أو «الكل»، أو /cancel للإبقاء عليها.\nالمصادر: ${someOf(sources)}`,
  sectionsNotUnderstood: 'اكتب اسم قسم واحد على الأقل، أو «الكل».',
  sectionsTooMany: (count: number, letters: number) =>
    `اكتب ${count} قسمًا على الأكثر، واسم كل منها في ${letters} حرفًا على الأكثر.`,
  sourcesNotUnderstood: 'اكتب اسم مصدر واحد على الأقل، أو «الكل».',
  sourceUnknown: (name: string, sources: readonly string[]) =>
    `لا مصدر باسم ${isolateWhole(clip(name, longestName))}. اكتب من هذه: ${someOf(sources)}`,
  removeChannel: 'إزالة القناة',
  removeChannelAsk: (channel: string, waiting: number) =>
    [
      `هل نزيل ${isolateWhole(channel)}؟ ما نُشر فيها يبقى، ولن يُنشر فيها شيء بعد الآن.`,
      ...(waiting > 0
        ? [`فيها ${postCount(waiting)} في الانتظار. وما ينتظر يُلغى، ولا يعود بالتراجع.`]
        : []),
    ].join('\n'),
  removeChannelYes: 'نعم، أزلها',
  channelRemoved: (channel: string) => `أُزيلت ${isolateWhole(channel)}، ولن ننشر فيها.`,
  restoreChannel: 'تراجع عن الإزالة',
  channelRestored: (channel: string) => `عادت ${isolateWhole(channel)} كما كانت.`,
  channelThere: 'القناة موجودة.',

  setUpAsk: (chat: ToldChat) => `أُضيف البوت إلى ${chatTitle(chat)}. هل ننشر فيها؟`,
  setUpReview: 'نعم، بمراجعة كل منشور أولًا',
  setUpAuto: 'نعم، تلقائيًا',
  setUpNot: 'ليس الآن',
  setUpUndo: 'تراجع عن الإضافة',
  setUpDone: (chat: ToldChat, mode: 'auto' | 'review') =>
    mode === 'auto'
      ? `أُضيفت ${chatTitle(chat)}، وتُنشر فيها الأخبار تلقائيًا.`
      : `أُضيفت ${chatTitle(chat)}، ويمر كل منشور فيها بالمراجعة أولًا.`,
  setUpRestored: (chat: ToldChat, mode: 'auto' | 'review') =>
    mode === 'auto'
      ? `عادت ${chatTitle(chat)}، وتُنشر فيها الأخبار تلقائيًا. بقية إعداداتها كما كانت.`
      : `عادت ${chatTitle(chat)}، ويمر كل منشور فيها بالمراجعة أولًا. بقية إعداداتها كما كانت.`,
  setUpKnown: (chat: ToldChat) => `هذه القناة مضافة من قبل: ${chatTitle(chat)}.`,
  setUpDeclined: (chat: ToldChat) => `لن ننشر في ${chatTitle(chat)}. متى أردت فاضغط الزر:`,
  setUpLater: 'أضفها الآن',
  setUpUnseen: 'لا يصل البوت إلى هذه القناة. أعده مشرفًا فيها، وسنسألك من جديد.',
  openChannel: 'إعدادات القناة',
  addedByStranger: (who: string, chat: ToldChat) =>
    `أضاف ${isolateWhole(who)} البوت إلى ${chatTitle(chat)}، وليس ممن يضيفون القنوات، فلن ننشر فيها.\nإن كانت لكم فأخرج البوت منها ثم أضفه بنفسك.`,
  shutOut: (channel: string) =>
    `توقف النشر في ${isolateWhole(channel)}: أُخرج البوت منها.\nمنشوراتها محفوظة، وتخرج من تلقاء نفسها حين تعيده مشرفًا.`,
};
