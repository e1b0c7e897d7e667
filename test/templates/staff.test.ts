import { expect, it } from 'vitest';
import { languages } from '../../templates/desk.ts';

const noon = Date.UTC(2026, 10, 24, 9);

/** The log's one line, without its marks and time. */
const told = (language: keyof typeof languages, act: string, subject: string): string =>
  languages[language]
    .actsList([{ at: noon, editorId: 7, name: 'سلمى', act, subject }], {
      now: noon,
      zone: 'Asia/Aden',
    })
    .replace(/[\u2066-\u2069]/gu, '')
    .replace(/[\s\S]*سلمى: /u, '');

it.each([
  ['numerals', 'western', 'غيّر الأرقام إلى: غربية', 'changed the digits to Western'],
  [
    'deskLanguage',
    'en',
    'غيّر لغة غرفة التحرير إلى الإنجليزية',
    'changed the desk’s language to English',
  ],
  [
    'timezone',
    '',
    'أعاد المنطقة الزمنية إلى منطقة الخادم',
    'set the time zone back to the server’s',
  ],
  [
    'timezone',
    'Asia/Aden',
    'غيّر المنطقة الزمنية إلى Asia/Aden',
    'changed the time zone to Asia/Aden',
  ],
  [
    'choose-template',
    'main: brief',
    'اختار لقناة main القالب موجز',
    'chose for main the template brief',
  ],
  ['invite', 'writer', 'دعا كاتبًا', 'invited: writer'],
])(
  'the log names what it keeps, of %s, in the desk’s language',
  (act, subject, arabic, english) => {
    expect(told('ar', act, subject)).toBe(arabic);
    expect(told('en', act, subject)).toBe(english);
  },
);
