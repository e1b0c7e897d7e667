/** The commands as Telegram lists them. */
const reader = {
  latest: 'آخر الأخبار',
  search: 'البحث في الأخبار',
  topics: 'موضوعاتي',
  alerts: 'العاجل والموجز والهدوء ليلًا',
  saved: 'ما حفظته',
  start: 'الاشتراك وقنواتنا',
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
  channels: 'القنوات وإعداداتها وصلاحيات البوت',
  template: 'شكل المنشورات في كل قناة',
  edit: 'تعديل منشور',
  retract: 'سحب منشور',
  pin: 'تثبيت منشور أو إلغاء تثبيته',
  stats: 'القراءات',
  why: 'ماذا حدث لرابط',
  broadcast: 'رسالة إلى كل المشتركين',
  follow: 'روابط «تابعونا» في المنشورات',
  editors: 'غرفة التحرير: دعوة وإزالة وسجل',
  settings: 'الاسم والمنطقة الزمنية والأرقام وغرفة التحرير ولغتها',
  export: 'ملف newsroom.yaml كما هو الآن',
  help: 'الأوامر',
};

export const menu = { reader, editor };

/** A list of commands, as /help shows it. */
export const commandList = (commands: Readonly<Partial<Record<string, string>>>): string =>
  Object.entries(commands)
    .map(([command, what]) => `/${command} — ${what}`)
    .join('\n');

/** The readers' /help. */
export const readerHelp = commandList(reader);
