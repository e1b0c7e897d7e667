/** Who works at the desk and what they did, as the owner reads it. */
import { isolate, isolateWhole } from '../src/arabic/bidi.ts';
import { channelParts } from './channels.ts';
import { networkName } from './follow.ts';
import { readyTitle } from './ready.ts';
import { digitsNames, languageNames } from './settings.ts';
import { moment } from './times.ts';

type Role = 'owner' | 'editor' | 'writer';

const roles: Readonly<Record<Role, string>> = {
  owner: 'المالك',
  editor: 'محرر',
  writer: 'كاتب',
};

/** As they stand behind «دعا». */
const invited: Readonly<Record<string, string>> = { editor: 'محررًا', writer: 'كاتبًا' };

/** What an act is called, from its subject. */
type Told = (subject: string) => string;

/** What a table calls a value; the log keeps values, so that it reads in every language. */
export const nameIn = (names: Readonly<Record<string, string>>, value: string): string =>
  names[value] ?? isolateWhole(value);

/** The channel and the template of a choice in the log: «main: brief». */
export function choiceOf(subject: string): { channel: string; template: string } {
  const [channel = '', ...template] = subject.split(': ');
  return { channel, template: template.join(': ') };
}

const arabic = {
  moment,
  roles,
  staff: 'غرفة التحرير:',
  /** As the log has them. */
  acts: {
    invite: (role) => `دعا ${invited[role] ?? role}`,
    join: (role) => `انضم بصفة ${roles[role as Role] ?? role}`,
    dismiss: (name) => `أزال ${isolateWhole(name)}`,
    publish: (title) => `نشر: ${isolate(title)}`,
    withdraw: (title) => `ألغى: ${isolate(title)}`,
    approve: (title) => `اعتمد: ${isolate(title)}`,
    reject: (title) => `رفض: ${isolate(title)}`,
    explain: (reason) => `ذكر سبب الرفض: ${isolate(reason)}`,
    submit: (title) => `أرسل إلى المراجعة: ${isolate(title)}`,
    reopen: (title) => `تراجع عن قراره في: ${isolate(title)}`,
    amend: (title) => `عدّل: ${isolate(title)}`,
    flash: (title) => `نشر عاجلًا: ${isolate(title)}`,
    move: (title) => `غيّر موعد: ${isolate(title)}`,
    'put first': (title) => `قدّم في الصف: ${isolate(title)}`,
    edit: (text) => `عدّل منشورًا: ${isolate(text)}`,
    'undo edit': (title) => `ألغى تعديل: ${isolate(title)}`,
    retract: (title) => `سحب: ${isolate(title)}`,
    resume: (channel) => `أعاد المحاولة في ${isolateWhole(channel)}`,
    arrived: (title) => `أكّد وصول: ${isolate(title)}`,
    'send again': (title) => `أعاد إرسال: ${isolate(title)}`,
    slots: (channel) => `غيّر مواعيد ${isolateWhole(channel)}`,
    quiet: (channel) => `غيّر ساعات الهدوء في ${isolateWhole(channel)}`,
    'add source': (name) => `أضاف المصدر ${isolateWhole(name)}`,
    'remove source': (name) => `أزال المصدر ${isolateWhole(name)}`,
    'save-template': (name) => `حفظ القالب ${isolateWhole(name)}`,
    'undo-template': (name) => `تراجع عن حفظ القالب ${isolateWhole(name)}`,
    'delete-template': (name) => `حذف القالب ${isolateWhole(name)}`,
    'restore-template': (name) => `أعاد القالب ${isolateWhole(name)}`,
    'choose-template': (choice) => {
      const { channel, template } = choiceOf(choice);
      return `اختار لقناة ${isolateWhole(channel)} القالب ${isolateWhole(readyTitle(template))}`;
    },
    broadcast: (text) => `أرسل إلى المشتركين: ${isolate(text)}`,
    ...Object.fromEntries(
      Object.entries(channelParts).map(([part, name]) => [
        `channel ${part}`,
        (channel: string) => `غيّر في ${isolateWhole(channel)}: ${name}`,
      ]),
    ),
    'add channel': (channel) => `أضاف القناة ${isolateWhole(channel)}`,
    'remove channel': (channel) => `أزال القناة ${isolateWhole(channel)}`,
    'restore channel': (channel) => `أعاد القناة ${isolateWhole(channel)}`,
    follow: (network) => `غيّر رابط المتابعة في ${networkName(network)}`,
    unfollow: (network) => `أزال رابط المتابعة في ${networkName(network)}`,
    name: (name) => `غيّر اسم غرفة الأخبار إلى ${isolateWhole(name)}`,
    timezone: (zone) =>
      zone
        ? `غيّر المنطقة الزمنية إلى ${isolateWhole(zone)}`
        : 'أعاد المنطقة الزمنية إلى منطقة الخادم',
    numerals: (digits) => `غيّر الأرقام إلى: ${nameIn(digitsNames, digits)}`,
    deskLanguage: (language) => `غيّر لغة غرفة التحرير إلى ${nameIn(languageNames, language)}`,
    'desk chat': () => 'غيّر محادثة غرفة التحرير',
    pin: (title) => `ثبّت: ${isolate(title)}`,
    unpin: (title) => `ألغى تثبيت: ${isolate(title)}`,
  } satisfies Record<string, Told>,
  noActs: 'لم يُسجَّل شيء بعد.',
  lastActs: 'آخر ما فعله المحررون:',
};

export type StaffWords = typeof arabic;

export interface Colleague {
  readonly id: number;
  readonly role: Role;
  /** Null until they have said something to the bot. */
  readonly name: string | null;
}

export interface Done {
  readonly at: number;
  readonly editorId: number;
  readonly name: string | null;
  readonly act: string;
  readonly subject: string;
}

/** The people of the desk in a language. */
export const staffTexts = (words: StaffWords) => {
  const actNames: Readonly<Record<string, Told>> = words.acts;

  const roleName = (role: Role): string => words.roles[role];

  const colleagueName = ({ id, name }: Pick<Colleague, 'id' | 'name'>): string =>
    isolateWhole(name ?? String(id));

  /** The list of /editors. */
  const staffList = (staff: readonly Colleague[]): string =>
    [words.staff, ...staff.map((one) => `• ${colleagueName(one)} · ${roleName(one.role)}`)].join(
      '\n',
    );

  /** The log of acts, the last first. */
  const actsList = (done: readonly Done[], when: { now: number; zone: string }): string =>
    done.length === 0
      ? words.noActs
      : [
          words.lastActs,
          ...done.map(({ at, editorId, name, act, subject }) => {
            const told = actNames[act]?.(subject) ?? `${act} ${isolateWhole(subject)}`;
            const who = colleagueName({ id: editorId, name });
            return `• ${words.moment(at, when.now, when.zone)} · ${who}: ${told}`;
          }),
        ].join('\n');

  return { roleName, colleagueName, staffList, actsList };
};

export const { roleName, colleagueName, staffList, actsList } = staffTexts(arabic);
