/** The newsroom's own settings, follow-us links and pins, as editors change them in Telegram. */
import { isolate, isolateWhole } from '../src/arabic/bidi.ts';

export interface SettingsShown {
  readonly name: string;
  /** IANA name. */
  readonly zone: string;
  readonly clock: string;
  /** Undefined: the chat that the menu stands in. */
  readonly deskChat: string | undefined;
  readonly language: string;
  readonly digits: string;
}

export const languageNames = { ar: 'العربية', en: 'الإنجليزية' };

export const digitsNames = { western: 'غربية', arabic: 'عربية' };

/** @param said what has just happened, above the menu */
function settingsText(
  { name, zone, clock, deskChat, language, digits }: SettingsShown,
  said: string | undefined,
): string {
  return [
    ...(said === undefined ? [] : [said, '']),
    'إعدادات غرفة الأخبار:',
    `الاسم: ${isolateWhole(name)}`,
    `المنطقة الزمنية: ${isolateWhole(zone)}، والساعة فيها الآن ${clock}`,
    `غرفة التحرير: ${deskChat === undefined ? 'هذه المحادثة' : isolateWhole(deskChat)}`,
    `لغة غرفة التحرير: ${language}`,
    `الأرقام: ${digits}`,
  ].join('\n');
}

/** The links of /follow, each below the name of its network. */
function followText(links: readonly { name: string; address: string | undefined }[]): string {
  return [
    'روابط «تابعونا» في المنشورات:',
    ...links.map(({ name, address }) => `• ${name}:${address ? `\n${address}` : ' بلا رابط'}`),
    'اختر شبكة لتغيير رابطها.',
  ].join('\n');
}

export const settingsMessages = {
  settingsText,
  settingName: 'الاسم',
  settingZone: 'المنطقة الزمنية',
  deskHere: 'اجعل هذه المحادثة غرفة التحرير',
  languageNames,
  digitsNames,
  digitsButton: { western: 'أرقام غربية 123', arabic: 'أرقام عربية ١٢٣' },
  digitsSet: 'تم. تظهر الأرقام للقراء وفي غرفة التحرير هكذا: 123',
  askName: 'اكتب اسم غرفة الأخبار كما يعرفه القراء، أو /cancel للإبقاء عليه.',
  nameUnfit: 'اكتب الاسم في سطر واحد لا يزيد على 64 حرفًا.',
  askZone:
    'اكتب المنطقة الزمنية أو اسم المدينة، مثل: Asia/Aden أو «الرياض»، أو /cancel للإبقاء عليها.',
  zoneUnknown:
    'لا أعرف هذه المنطقة. اكتبها مثل: Asia/Aden أو Asia/Riyadh أو Africa/Cairo، أو اسم مدينة مثل «بيروت».',
  nameSet: (name: string) => `تم. الاسم الآن: ${isolateWhole(name)}`,
  zoneSet: (zone: string) =>
    `تم. المنطقة الزمنية الآن: ${isolateWhole(zone)}. المواعيد وساعات الهدوء والأوقات كلها بها من الآن، وما ينتظر موعده نُقل إليها.`,
  deskSet: 'تم. ما نقوله لغرفة التحرير يصل إلى هذه المحادثة من الآن.',
  deskUnset: 'تم. ما نقوله لغرفة التحرير يصل إلى محادثتها السابقة.',
  languageSet: (language: string) => `تم. لغة غرفة التحرير الآن: ${language}`,
  settingUndo: 'تراجع',
  settingChangedSince: 'تغيّر هذا الإعداد بعد ذلك، فلم نتراجع.',
  exportCaption:
    'هذا newsroom.yaml كما تعمل به غرفة الأخبار الآن. احفظه، أو ضعه مكان الملف على الخادم.',
  exportSecrets: 'تنبيه: فيه كلمات مرور في عناوين المصادر، فلا تُطلع عليه أحدًا.',
  sentPrivately: 'أرسلناه إليك في محادثتك مع البوت.',
  openPrivately: (bot: string) =>
    `هذا لا يُرسل أمام الجميع. افتح محادثتك مع @${bot} واضغط «ابدأ»، ثم اطلبه هناك.`,

  notYours: 'هذا الأمر للمحررين والمالك.',
  followText,
  askFollow: (network: string) =>
    `أرسل رابط صفحتكم في ${network}، أو «بلا» لإزالة الرابط، أو /cancel للإبقاء عليه.`,
  followUnfit:
    'هذا ليس رابطًا. أرسله كاملًا كما في المتصفح، مثل: https://site.example/name أو «بلا».',
  followStrange: (network: string) => `تنبيه: ليس هذا عنوان ${network} المعتاد. تأكد منه.`,
  followSet: 'تم. هكذا يظهر السطر في كل منشور جديد:',
  followNone: 'تم. لا روابط الآن، فلن يظهر سطر «تابعونا» في المنشورات الجديدة.',
  followUndo: 'تراجع',
  followChangedSince: 'تغيّر هذا الرابط بعد ذلك، فلم نتراجع. أرسل /follow لرؤيته.',

  askPin: 'أيّ منشور نثبّت؟ أرسل ‎/pin‎ مع رابطه في القناة، أو اختر من آخر ما نُشر:',
  pinWhere: (headline: string) => `${isolate(headline)}\nفي أي قناة نثبّته؟`,
  pinHowLong: (channel: string, headline: string) =>
    `${isolate(headline)}\nكم نثبّته في ${isolateWhole(channel)}؟`,
  pinDay: 'يوم',
  pinWeek: 'أسبوع',
  pinForGood: 'حتى ألغيه',
  pinnedForDay: (channel: string) => `يُثبَّت في ${isolateWhole(channel)} ليوم.`,
  pinnedForWeek: (channel: string) => `يُثبَّت في ${isolateWhole(channel)} لأسبوع.`,
  pinnedForGood: (channel: string) => `يُثبَّت في ${isolateWhole(channel)} حتى تلغي تثبيته.`,
  unpin: 'إلغاء التثبيت',
  pinAgain: 'تثبيت من جديد',
  unpinned: (channel: string) => `يُلغى تثبيته في ${isolateWhole(channel)}.`,
  notPinnable: 'هذا المنشور ليس في قناته الآن، فلا يُثبَّت.',
  pinUnseen: (channel: string) =>
    `لا يصل البوت إلى ${isolateWhole(channel)}. اجعله مشرفًا فيها، ثم اختر المدة من جديد.`,
  mayNotPin: (channel: string) =>
    `لا يحق للبوت التثبيت في ${isolateWhole(channel)}.\nافتح مشرفي القناة، ثم البوت، وفعّل «تعديل رسائل الآخرين» في القناة أو «تثبيت الرسائل» في المجموعة، ثم اختر المدة من جديد.`,
};
