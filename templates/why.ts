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
import { channelName } from './messages.ts';
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

const postStates: Readonly<Record<PostState, string>> = {
  draft: 'مسودة',
  'in review': 'ينتظر قرار محرر',
  queued: 'في الطابور',
  scheduled: 'مجدول',
  sending: 'يُرسل الآن',
  published: 'نُشر',
  unknown: 'لم يُعرف هل وصل',
  failed: 'تعذّر نشره',
  retracted: 'سُحب',
};

const holds: Readonly<Record<Hold, string>> = {
  old: 'لأنه قديم',
  many: 'لكثرة ما جاء معه بعد انقطاع',
};

const outboxStates: Readonly<Record<OutboxState, string>> = {
  waiting: 'ينتظر',
  attempting: 'جارٍ',
  lost: 'بلا رد، نبحث عنه',
  done: 'تم',
  unknown: 'بلا رد',
  failed: 'رُفض',
  cancelled: 'أُلغي',
};

const outboxKinds: Readonly<Record<OutboxKind, string>> = {
  send: 'إرسال',
  edit: 'تعديل',
  delete: 'حذف',
  pin: 'تثبيت',
};

const changeKinds: Readonly<Record<ChangeKind, string>> = {
  title: 'العنوان',
  lead: 'المقدمة',
  numbers: 'الأرقام',
  body: 'المتن',
};

const attemptsText = (count: number) =>
  plural(count, {
    one: 'محاولة واحدة',
    two: 'محاولتين',
    few: `${count} محاولات`,
    many: `${count} محاولة`,
    other: `${count} محاولة`,
  });

const hoursText = (ms: number) => {
  const hours = Math.max(1, Math.round(ms / 3_600_000));
  return plural(hours, {
    one: 'ساعة',
    two: 'ساعتان',
    few: `${hours} ساعات`,
    many: `${hours} ساعة`,
    other: `${hours} ساعة`,
  });
};

/** Lists of words and names of authors are as long as somebody wrote them. */
const clipped = (text: string) => (text.length > 120 ? `${text.slice(0, 119)}…` : text);

/** Why a rule did not admit the article; the rule goes by its name in newsroom.yaml. */
function refusalText({ rule, detail, story }: Extract<Stage, { stage: 'refused' }>): string {
  const value = detail === null ? '' : isolateWhole(clipped(detail));
  switch (rule) {
    case 'sources':
      return `المصدر ${value} ليس في قائمتها (sources)`;
    case 'sections':
      return detail === null
        ? 'للخبر قسم غير معروف (sections)'
        : `القسم ${value} ليس في القائمة (sections)`;
    case 'authors':
      return detail === null
        ? 'كاتب الخبر غير معروف (authors)'
        : `الكاتب ${value} ليس في القائمة (authors)`;
    case 'words':
      return `ليس فيه شيء من الكلمات المطلوبة: ${value} (words)`;
    case 'not_words':
      return `فيه الكلمة المستبعدة ${value} (not_words)`;
    case 'max_age':
      return `مضى عليه ${hoursText(Number(detail))}، وهذا أكثر من الحد (max_age)`;
    case 'story':
      return story
        ? `القصة نفسها في المنشور ${story.postId}: ${isolate(story.title)}`
        : 'نُشرت القصة نفسها من قبل';
  }
}

function stageText(stage: Stage, when: (at: number) => string): string {
  switch (stage.stage) {
    case 'seen':
      return `${when(stage.at)} · ظهر في ${isolateWhole(stage.source)}`;
    case 'baseline':
      return 'توقف: كان في أول قراءة للمصدر، ولا يُنشر منها إلا ما تسمح به backfill.';
    case 'pushed':
      return `${when(stage.at)} · أرسله نظام النشر (رقم ${stage.id})`;
    case 'unread':
      return `تعذّرت قراءته بعد ${attemptsText(stage.attempts)}: ${isolateWhole(stage.failure)}`;
    case 'waiting':
      return `تُعاد قراءته ${when(stage.until)}`;
    case 'same':
      return `هو الخبر نفسه الذي في:\n${stage.url}`;
    case 'read':
      return `${when(stage.at)} · قُرئ${stage.breaking ? ' وهو عاجل' : ''}: ${isolate(stage.title)}`;
    case 'refused':
      return stage.channel === null
        ? `${when(stage.at)} · أوقفته قواعد المصدر: ${refusalText(stage)}`
        : `${when(stage.at)} · لم يذهب إلى ${isolateWhole(stage.channel)}: ${refusalText(stage)}`;
    case 'revised':
      return `${when(stage.at)} · تغيّر في موقعه: ${stage.kinds.map((kind) => changeKinds[kind]).join('، ')}`;
    case 'nowhere':
      return 'توقف: لم يُرسل إلى أي قناة.';
    case 'post': {
      const due =
        stage.dueAt !== null && stage.state === 'scheduled' ? ` ${when(stage.dueAt)}` : '';
      const why = stage.failure === null ? '' : `: ${isolateWhole(stage.failure)}`;
      const held = stage.hold === null ? '' : `، حُجز للمراجعة ${holds[stage.hold]}`;
      return `${when(stage.at)} · منشور ${stage.postId} في ${isolateWhole(channelName(stage))}: ${postStates[stage.state]}${due}${held}${why}`;
    }
    case 'outbox': {
      const id = stage.messageId === null ? '' : `، رقم الرسالة ${stage.messageId}`;
      const why = stage.failure === null ? '' : `: ${isolateWhole(stage.failure)}`;
      return `${when(stage.at)} · ${outboxKinds[stage.kind]}: ${outboxStates[stage.state]}${id}${why}`;
    }
  }
}

/** A message holds 4,096 UTF-16 units; the last stages are those that editors ask for. */
const mostUnits = 4_000;

/**
 * The whole answer.
 *
 * @param zone IANA name
 */
export function whyText(
  stages: readonly Stage[],
  { now, zone }: { readonly now: number; readonly zone: string },
): string {
  if (stages.length === 0) {
    return 'لم نرَ هذا الرابط: لم يظهر في أي مصدر، ولم يرسله نظام النشر ولا محرر.';
  }
  const lines = stages.map((stage) => `• ${stageText(stage, (at) => moment(at, now, zone))}`);
  let units = 0;
  const shown = lines.toReversed().filter((line) => {
    units += line.length + 1;
    return units <= mostUnits;
  });
  return [...(shown.length < lines.length ? ['…'] : []), ...shown.toReversed()].join('\n');
}
