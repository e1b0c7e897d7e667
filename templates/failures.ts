/** What editors read when something fails: what happened, where, and what to do. */
import { type Facts, Failure, type FailureCode } from '../src/errors.ts';

const texts: Record<FailureCode, (facts: Facts) => string> = {
  'config-invalid': () => 'إعدادات البيئة غير صحيحة. راجع سجل التشغيل.',
  'newsroom-invalid': () => 'ملف newsroom.yaml فيه أخطاء. راجع سجل التشغيل.',
  'data-unwritable': () => 'تعذّرت الكتابة في مجلد البيانات. راجع الصلاحيات والمساحة.',
  'schema-newer': () => 'قاعدة البيانات أحدث من البرنامج. حدّث البرنامج.',
  'port-in-use': () => 'المنفذ مشغول ببرنامج آخر.',
  'token-refused': () => 'رفض تيليجرام رمز البوت. خذ رمزًا جديدًا من BotFather.',
  'address-invalid': () => 'هذا ليس رابط صفحة. أرسل رابطًا يبدأ بـ https://',
  'address-private': ({ host }) =>
    `الرابط يقود إلى شبكة خاصة (${host}) فلا نقرؤه. أضف المضيف إلى allow_hosts إن كان لكم.`,
  'page-unreachable': ({ host }) =>
    `تعذّر الوصول إلى الموقع ${host}. تأكد من الرابط أو أعد المحاولة بعد قليل.`,
  'page-refused': ({ status, host }) =>
    `أجاب الموقع ${host} بالخطأ ${status}. افتح الرابط في المتصفح للتأكد ثم أعد المحاولة.`,
  'page-not-html': ({ type }) =>
    `الرابط ليس صفحة خبر${type ? ` (نوعه ${type})` : ''}. أرسل رابط صفحة الخبر نفسها.`,
  'page-too-big': () => 'الصفحة أكبر مما نقرأ. أرسل رابط صفحة الخبر نفسها.',
  'page-too-slow': () => 'استغرقت قراءة الصفحة وقتًا أطول من اللازم. أعد المحاولة بعد قليل.',
  'page-no-article': () => 'لم نجد خبرًا في هذه الصفحة. أرسل رابط الخبر لا صفحة القسم.',
  'file-unreadable': ({ file }) => `تعذّرت قراءة الملف ${file}.`,
  'backup-invalid': ({ file }) => `النسخة الاحتياطية ${file} غير صالحة.`,
  'logo-unreadable': ({ file }) => `تعذّر رسم الشعار ${file}. ضع مكانه صورة PNG أو JPEG سليمة.`,
  'picture-failed': () => 'تعذّر رسم الصورة. أعد المحاولة بعد قليل.',
  usage: () => 'صيغة الأمر غير صحيحة.',
  'feed-invalid': ({ source }) => `تعذّرت قراءة خلاصة المصدر${source ? ` ${source}` : ''}.`,
};

/** The Arabic text of any error; one that has no name yet says so and points to the log. */
export function failureText(error: unknown): string {
  if (error instanceof Failure) return texts[error.code](error.facts);
  return 'حدث خطأ غير متوقع، ولم يضع شيء. أعد المحاولة، وإن تكرر فراجع سجل التشغيل.';
}
