/** /why as text: the stages of an address, a line each, with times and the rules' names. */
import type {
  ChangeKind,
  Hold,
  OutboxKind,
  OutboxState,
  PostState,
  RefusalRule,
} from '../data/schema.ts';
import { isolate, isolateWhole } from '../src/arabic/bidi.ts';
import { plural } from '../src/arabic/plurals.ts';
import { clip } from './fit.ts';
import { channelName, listed } from './messages.ts';
import { moment } from './times.ts';

/** A stage that an address passed or stopped at; times in milliseconds UTC. */
export type Stage =
  | { stage: 'seen'; at: number; source: string; guid: string; url: string }
  | { stage: 'baseline'; at: number; source: string }
  | { stage: 'pushed'; at: number; id: number }
  | { stage: 'unread'; failure: string; attempts: number }
  | { stage: 'waiting'; until: number }
  /** The address led to an article that stands under another one. */
  | { stage: 'same'; url: string }
  | {
      stage: 'read';
      at: number;
      articleId: number;
      storyId: number;
      title: string;
      breaking: boolean;
    }
  | {
      stage: 'refused';
      at: number;
      /** Null: the source's own rules. */
      channel: string | null;
      rule: RefusalRule;
      detail: string | null;
      story: { postId: number; title: string } | null;
    }
  | { stage: 'revised'; at: number; revision: number; kinds: readonly ChangeKind[] }
  /** An editor had it read and has sent it nowhere, or there is no channel. */
  | { stage: 'nowhere'; at: number }
  | {
      stage: 'post';
      at: number;
      postId: number;
      channel: string;
      chat: string;
      state: PostState;
      dueAt: number | null;
      /** Why it was held for an editor, though the channel does not ask for that. */
      hold: Hold | null;
      failure: string | null;
    }
  | {
      stage: 'outbox';
      at: number;
      kind: OutboxKind;
      state: OutboxState;
      dueAt: number;
      attempts: number;
      messageId: number | null;
      failure: string | null;
    };

type Refused = Extract<Stage, { stage: 'refused' }>;

const hoursText = (hours: number) =>
  plural(hours, {
    one: 'ساعة',
    two: 'ساعتان',
    few: `${hours} ساعات`,
    many: `${hours} ساعة`,
    other: `${hours} ساعة`,
  });

/** Names and titles come with their direction set; rules go by their names in newsroom.yaml. */
const arabic = {
  moment,
  headline: isolate,
  unseen: 'لم نرَ هذا الرابط: لم يظهر في أي مصدر، ولم يرسله نظام النشر ولا محرر.',
  seen: (source: string) => `ظهر في ${source}`,
  baseline: 'توقف: كان في أول قراءة للمصدر، ولا يُنشر منها إلا ما تسمح به backfill.',
  pushed: (id: number) => `أرسله نظام النشر (رقم ${id})`,
  unread: (attempts: number, failure: string) => {
    const tried = plural(attempts, {
      one: 'محاولة واحدة',
      two: 'محاولتين',
      few: `${attempts} محاولات`,
      many: `${attempts} محاولة`,
      other: `${attempts} محاولة`,
    });
    return `تعذّرت قراءته بعد ${tried}: ${failure}`;
  },
  waiting: (when: string) => `تُعاد قراءته ${when}`,
  same: 'هو الخبر نفسه الذي في:',
  read: (title: string) => `قُرئ: ${title}`,
  readBreaking: (title: string) => `قُرئ وهو عاجل: ${title}`,
  refusedBySource: (why: string) => `أوقفته قواعد المصدر: ${why}`,
  refusedBy: (channel: string, why: string) => `لم يذهب إلى ${channel}: ${why}`,
  /** By the detail that decided. */
  rules: {
    sources: (source: string) => `المصدر ${source} ليس في قائمتها (sources)`,
    sections: (section: string) => `القسم ${section} ليس في القائمة (sections)`,
    authors: (author: string) => `الكاتب ${author} ليس في القائمة (authors)`,
    words: (wanted: string) => `ليس فيه شيء من الكلمات المطلوبة: ${wanted} (words)`,
    not_words: (word: string) => `فيه الكلمة المستبعدة ${word} (not_words)`,
  },
  noSection: 'للخبر قسم غير معروف (sections)',
  noAuthor: 'كاتب الخبر غير معروف (authors)',
  tooOld: (hours: number) => `مضى عليه ${hoursText(hours)}، وهذا أكثر من الحد (max_age)`,
  sameStory: (post: number, title: string) => `القصة نفسها في المنشور ${post}: ${title}`,
  sameStoryBefore: 'نُشرت القصة نفسها من قبل',
  revised: (kinds: readonly string[]) => `تغيّر في موقعه: ${listed(kinds)}`,
  changeKinds: {
    title: 'العنوان',
    lead: 'المقدمة',
    numbers: 'الأرقام',
    body: 'المتن',
  } satisfies Record<ChangeKind, string>,
  nowhere: 'توقف: لم يُرسل إلى أي قناة.',
  post: (id: number, channel: string, state: string) => `منشور ${id} في ${channel}: ${state}`,
  postStates: {
    draft: 'مسودة',
    'in review': 'ينتظر قرار محرر',
    queued: 'في الطابور',
    scheduled: 'مجدول',
    sending: 'يُرسل الآن',
    published: 'نُشر',
    unknown: 'لم يُعرف هل وصل',
    failed: 'تعذّر نشره',
    retracted: 'سُحب',
  } satisfies Record<PostState, string>,
  held: (reason: string) => `، حُجز للمراجعة ${reason}`,
  holds: {
    old: 'لأنه قديم',
    many: 'لكثرة ما جاء معه بعد انقطاع',
    stale: 'لأنه عاجل مضى على نشره أكثر من ساعة',
    late: 'لأن موعده فات والبرنامج متوقف',
  } satisfies Record<Hold, string>,
  outboxKinds: {
    send: 'إرسال',
    edit: 'تعديل',
    delete: 'حذف',
    pin: 'تثبيت',
  } satisfies Record<OutboxKind, string>,
  outboxStates: {
    waiting: 'ينتظر',
    attempting: 'جارٍ',
    lost: 'بلا رد، نبحث عنه',
    done: 'تم',
    unknown: 'بلا رد',
    failed: 'رُفض',
    cancelled: 'أُلغي',
  } satisfies Record<OutboxState, string>,
  messageId: (id: number) => `، رقم الرسالة ${id}`,
};

export type WhyWords = typeof arabic;

/** Lists of words and names of authors are as long as somebody wrote them. */
const longestDetail = 120;

/** A message holds 4,096 UTF-16 units; the last stages are those that editors ask for. */
const mostUnits = 4_000;

/** /why in a language. */
export const whyTexts = (words: WhyWords) => {
  /** Why a rule did not admit the article. */
  const refusalText = ({ rule, detail, story }: Refused): string => {
    if (rule === 'max_age') {
      return words.tooOld(Math.max(1, Math.round(Number(detail) / 3_600_000)));
    }
    if (rule === 'story') {
      return story
        ? words.sameStory(story.postId, words.headline(story.title))
        : words.sameStoryBefore;
    }
    if (rule === 'sections' && detail === null) return words.noSection;
    if (rule === 'authors' && detail === null) return words.noAuthor;
    return words.rules[rule](detail === null ? '' : isolateWhole(clip(detail, longestDetail)));
  };

  const failed = (failure: string | null) => (failure === null ? '' : `: ${isolateWhole(failure)}`);

  const stageText = (stage: Stage, when: (at: number) => string): string => {
    switch (stage.stage) {
      case 'seen':
        return `${when(stage.at)} · ${words.seen(isolateWhole(stage.source))}`;
      case 'baseline':
        return words.baseline;
      case 'pushed':
        return `${when(stage.at)} · ${words.pushed(stage.id)}`;
      case 'unread':
        return words.unread(stage.attempts, isolateWhole(stage.failure));
      case 'waiting':
        return words.waiting(when(stage.until));
      case 'same':
        return `${words.same}\n${stage.url}`;
      case 'read': {
        const told = stage.breaking ? words.readBreaking : words.read;
        return `${when(stage.at)} · ${told(words.headline(stage.title))}`;
      }
      case 'refused': {
        const why = refusalText(stage);
        const told =
          stage.channel === null
            ? words.refusedBySource(why)
            : words.refusedBy(isolateWhole(stage.channel), why);
        return `${when(stage.at)} · ${told}`;
      }
      case 'revised':
        return `${when(stage.at)} · ${words.revised(stage.kinds.map((kind) => words.changeKinds[kind]))}`;
      case 'nowhere':
        return words.nowhere;
      case 'post': {
        const due =
          stage.dueAt !== null && stage.state === 'scheduled' ? ` ${when(stage.dueAt)}` : '';
        const held = stage.hold === null ? '' : words.held(words.holds[stage.hold]);
        const channel = isolateWhole(channelName(stage));
        const told = words.post(stage.postId, channel, words.postStates[stage.state]);
        return `${when(stage.at)} · ${told}${due}${held}${failed(stage.failure)}`;
      }
      case 'outbox': {
        const id = stage.messageId === null ? '' : words.messageId(stage.messageId);
        const told = `${words.outboxKinds[stage.kind]}: ${words.outboxStates[stage.state]}`;
        return `${when(stage.at)} · ${told}${id}${failed(stage.failure)}`;
      }
    }
  };

  /**
   * The whole answer.
   *
   * @param zone IANA name
   */
  const whyText = (
    stages: readonly Stage[],
    { now, zone }: { readonly now: number; readonly zone: string },
  ): string => {
    if (stages.length === 0) return words.unseen;
    const lines = stages.map(
      (stage) => `• ${stageText(stage, (at) => words.moment(at, now, zone))}`,
    );
    let units = 0;
    const shown = lines.toReversed().filter((line) => {
      units += line.length + 1;
      return units <= mostUnits;
    });
    return [...(shown.length < lines.length ? ['…'] : []), ...shown.toReversed()].join('\n');
  };

  return { whyText };
};

export const { whyText } = whyTexts(arabic);
