import { expect, it } from 'vitest';
import { readZone } from '../../src/arabic/zones.ts';

it.each([
  ['Asia/Aden', 'Asia/Aden'],
  ['asia/riyadh', 'Asia/Riyadh'],
  ['الرياض', 'Asia/Riyadh'],
  ['riyadh', 'Asia/Riyadh'],
  ['Sanaa', 'Asia/Aden'],
  ['New York', 'America/New_York'],
  ['  Abu Dhabi ', 'Asia/Dubai'],
])('%s is %s', (text, zone) => expect(readZone(text)).toBe(zone));

it.each(['', 'Mars', 'المريخ', '+03:00', 'Asia'])('%j is no zone', (text) => {
  expect(readZone(text)).toBeNull();
});
