/** The commands as Telegram lists them. */
const reader = { start: 'قنواتنا', help: 'ما هذا البوت؟' } as const;

const editor = {
  publish: 'نشر خبر من رابط',
  breaking: 'نشر خبر عاجل في كل قنواته',
  queue: 'ما ينتظر النشر',
  sources: 'المصادر وحالها',
  addsource: 'إضافة مصدر من رابط موقع',
  schedule: 'مواعيد القنوات وساعات الهدوء',
  edit: 'تعديل منشور',
  retract: 'سحب منشور',
  stats: 'القراءات',
  why: 'ماذا حدث لرابط',
  help: 'الأوامر',
} as const;

export const menu = { reader, editor };

/** The list of /help for editors. */
export const editorHelp = Object.entries(editor)
  .map(([command, what]) => `/${command} — ${what}`)
  .join('\n');
