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
} as const;

const editor = {
  publish: 'نشر خبر من رابط',
  queue: 'ما ينتظر النشر',
  stats: 'القراءات',
  broadcast: 'رسالة إلى كل المشتركين',
  editors: 'غرفة التحرير: دعوة وإزالة وسجل',
  help: 'الأوامر',
} as const;

export const menu = { reader, editor };

const listed = (commands: Readonly<Record<string, string>>): string =>
  Object.entries(commands)
    .map(([command, what]) => `/${command} — ${what}`)
    .join('\n');

/** The lists of /help. */
export const editorHelp = listed(editor);
export const readerHelp = listed(reader);
