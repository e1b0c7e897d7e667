import { expect, it } from 'vitest';
import { languages } from '../../templates/desk.ts';

const noon = Date.UTC(2026, 10, 24, 9);
const zone = 'Asia/Aden';

it('a moment has its year when that is another', () => {
  const far = Date.UTC(2027, 11, 1, 6);
  expect(languages.ar.moment(far, noon, zone)).toBe('الأربعاء 1 ديسمبر 2027 09:00');
  expect(languages.en.moment(far, noon, zone)).toBe('Wed 1 Dec 2027 09:00');
  expect(languages.ar.moment(Date.UTC(2026, 11, 1, 6), noon, zone)).toBe('الثلاثاء 1 ديسمبر 09:00');
  // The newsroom's year, and a night that ends one.
  const eve = Date.UTC(2026, 11, 31, 20);
  expect(languages.ar.moment(eve + 2 * 3_600_000, eve, zone)).toBe('غدًا 01:00');
});
