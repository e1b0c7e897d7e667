/** The commands as Telegram lists them. */
const reader = {
  latest: 'آخر الأخبار',
  search: 'البحث في الأخبار',
  topics: 'موضوعاتي',
  alerts: 'العاجل والموجز والهدوء ليلًا',
  saved: 'ما حفظته',
  start: 'قنواتنا',
  privacy: 'ما نعرفه عنك',
  stop: 'إيقاف الرسائل ومحو بياناتي',
  help: 'الأوامر',
};

const editor = {
  publish: 'نشر خبر من رابط',
  breaking: 'نشر خبر عاجل في كل قنواته',
  queue: 'ما ينتظر النشر',
  sources: 'المصادر وحالها',
  addsource: 'إضافة مصدر من رابط موقع',
  schedule: 'مواعيد القنوات وساعات الهدوء',
  template: 'شكل المنشورات في كل قناة',
  edit: 'تعديل منشور',
  retract: 'سحب منشور',
  stats: 'القراءات',
  why: 'ماذا حدث لرابط',
  broadcast: 'رسالة إلى كل المشتركين',
  editors: 'غرفة التحرير: دعوة وإزالة وسجل',
  help: 'الأوامر',
};

export const menu = { reader, editor };

/** Commands as /help lists them. */
export const helpOf = (commands: Readonly<Record<string, string>>): string =>
  Object.entries(commands)
    .map(([command, what]) => `/${command} — ${what}`)
    .join('\n');

/** The lists of /help. */
export const editorHelp = helpOf(editor);
export const readerHelp = helpOf(reader);
