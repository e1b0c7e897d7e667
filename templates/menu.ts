/** The commands as Telegram lists them. */
const reader = { start: 'قنواتنا', help: 'ما هذا البوت؟' } as const;

const editor = {
  publish: 'نشر خبر من رابط',
  queue: 'ما ينتظر النشر',
  edit: 'تعديل منشور',
  retract: 'سحب منشور',
  stats: 'القراءات',
  help: 'الأوامر',
} as const;

export const menu = { reader, editor };

/** The list of /help for editors. */
export const editorHelp = Object.entries(editor)
  .map(([command, what]) => `/${command} — ${what}`)
  .join('\n');
