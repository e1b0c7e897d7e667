/** What editors read when something fails: what happened, where, and what to do. */
import { type Facts, Failure, type FailureCode } from '../src/errors.ts';

/** The text of each failure; the facts are where and what. */
export type FailureTexts = Readonly<Record<FailureCode, (facts: Facts) => string>>;

const texts: FailureTexts = {
  'config-invalid': () => 'إعدادات البيئة غير صحيحة. راجع سجل التشغيل.',
  'newsroom-invalid': () => 'ملف newsroom.yaml فيه أخطاء. راجع سجل التشغيل.',
  'data-unwritable': () => 'تعذّرت الكتابة في مجلد البيانات. راجع الصلاحيات والمساحة.',
  'schema-newer': () => 'قاعدة البيانات أحدث من البرنامج. حدّث البرنامج.',
  'already-running': () => 'يعمل برنامج آخر من برقية على البيانات نفسها. أوقفه أولًا.',
  'port-in-use': () => 'المنفذ مشغول ببرنامج آخر.',
  'token-refused': () => 'رفض تيليجرام رمز البوت. خذ رمزًا جديدًا من BotFather.',
  'address-invalid': () => 'هذا ليس رابط صفحة. أرسل رابطًا يبدأ بـ https://',
  'address-private': ({ host }) =>
    `الرابط يقود إلى شبكة خاصة (${host}) فلا نقرؤه. أضف المضيف إلى allow_hosts إن كان لكم.`,
  'page-unreachable': ({ host, reason }) =>
    `تعذّر الوصول إلى الموقع ${host}${reasonOf(reason)}. تأكد من الرابط أو أعد المحاولة بعد قليل.`,
  'page-refused': ({ status, host }) =>
    `أجاب الموقع ${host} بالخطأ ${status}${refusals[Number(status)] ?? (Number(status) >= 500 ? ' (خلل في الموقع)' : '')}. افتح الرابط في المتصفح للتأكد ثم أعد المحاولة.`,
  'page-not-html': ({ type }) =>
    `الرابط ليس صفحة خبر${type ? ` (نوعه ${type})` : ''}. أرسل رابط صفحة الخبر نفسها.`,
  'page-too-big': () => 'الصفحة أكبر مما نقرأ. أرسل رابط صفحة الخبر نفسها.',
  'page-too-slow': () => 'استغرقت قراءة الصفحة وقتًا أطول من اللازم. أعد المحاولة بعد قليل.',
  'page-no-article': () => 'لم نجد خبرًا في هذه الصفحة. أرسل رابط الخبر لا صفحة القسم.',
  'page-no-links': ({ host }) =>
    `لم نجد روابط أخبار في صفحة القسم من ${host}. أضف خلاصة الموقع بدلًا منها: /addsource ${host}`,
  'site-without-feed': ({ host }) =>
    `لم نجد في ${host} خلاصة ولا خريطة أخبار ولا روابط أخبار. جرّب رابط قسم منه.`,
  'feed-is-page': ({ host, feeds }) =>
    feeds
      ? `في ${host} صفحة عادية مكان الخلاصة. وجدنا فيها: ${feeds}. ضع الصحيحة في newsroom.yaml أو أضفها بالأمر /addsource`
      : `في ${host} صفحة عادية مكان الخلاصة. ابحث عن خلاصة الموقع: /addsource ${host}`,
  'file-unreadable': ({ file }) => `تعذّرت قراءة الملف ${file}.`,
  'backup-invalid': ({ file }) => `النسخة الاحتياطية ${file} غير صالحة.`,
  'logo-unreadable': ({ file }) => `تعذّر رسم الشعار ${file}. ضع مكانه صورة PNG أو JPEG سليمة.`,
  'picture-failed': () => 'تعذّر رسم الصورة. أعد المحاولة بعد قليل.',
  usage: () => 'صيغة الأمر غير صحيحة.',
  'opml-invalid': ({ file }) =>
    `الملف ${file ?? ''} ليس قائمة OPML صالحة. صدّره من جديد ثم أعد المحاولة.`,
  'intake-off': () => 'استقبال الأخبار من نظام النشر متوقف. ضع INTAKE_SECRET ثم أعد التشغيل.',
  'push-unsigned': () => 'وصل خبر من نظام النشر بلا توقيع، فلم نأخذه.',
  'push-stale': () => 'وصل خبر من نظام النشر بتوقيع قديم، فلم نأخذه. راجع ساعة الخادم.',
  'push-forged': () => 'وصل خبر من نظام النشر بتوقيع خاطئ، فلم نأخذه. راجع INTAKE_SECRET.',
  'push-replayed': () => 'وصل الخبر نفسه بالتوقيع نفسه مرة أخرى، فلم نأخذه.',
  'push-invalid': () => 'وصل من نظام النشر ما ليس خبرًا تامًا، فلم نأخذه.',
  'body-too-big': () => 'وصل من نظام النشر ما هو أكبر مما نأخذ.',
  'body-too-slow': () => 'انقطع ما أرسله نظام النشر قبل أن يتم.',
  'feed-invalid': ({ url }) =>
    `ملف الخلاصة تالف أو ليس خلاصة${url ? `: ${url}` : ''}. افتحه في المتصفح للتأكد، أو ابحث عن غيره بالأمر /addsource`,
};

/** Why a site could not be reached, where that helps. Codes of Node's network and TLS errors. */
const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'لا وجود لهذا النطاق',
  EAI_AGAIN: 'لا يُعرف عنوان النطاق الآن',
  ECONNREFUSED: 'الموقع لا يقبل الاتصال',
  ECONNRESET: 'قطع الموقع الاتصال',
  CERT_HAS_EXPIRED: 'شهادة الأمان منتهية',
  'no answer in time': 'لم يجب في الوقت المحدد',
  'too many redirects': 'يحيلنا من رابط إلى رابط بلا نهاية',
};

const reasonOf = (reason: string | number | undefined): string => {
  const known = reasons[String(reason)];
  return known ? ` (${known})` : '';
};

const refusals: Readonly<Record<number, string>> = {
  401: ' (يطلب كلمة مرور)',
  403: ' (يمنعنا من القراءة)',
  404: ' (لا صفحة بهذا الرابط)',
  410: ' (حُذفت الصفحة)',
  429: ' (يطلب التمهل)',
};

/**
 * The text of any error in a language.
 *
 * @param unnamed what is said of an error that has no name yet
 */
export const failureTextOf =
  (texts: FailureTexts, unnamed: string) =>
  (error: unknown): string =>
    error instanceof Failure ? texts[error.code](error.facts) : unnamed;

export const failureText = failureTextOf(
  texts,
  'حدث خطأ غير متوقع، ولم يضع شيء. أعد المحاولة، وإن تكرر فراجع سجل التشغيل.',
);
