import { describe, expect, it } from 'vitest';
import { readZone } from '../../src/arabic/zones.ts';
import { isTimezone } from '../../src/config.ts';

describe('readZone', () => {
  it.each([
    ['صنعاء', 'Asia/Aden'],
    ['عَدَن', 'Asia/Aden'],
    ['الرياض', 'Asia/Riyadh'],
    ['القاهره', 'Africa/Cairo'],
    ['دبي', 'Asia/Dubai'],
    ['عمّان', 'Asia/Amman'],
    ['بيروت', 'Asia/Beirut'],
    ['دمشق', 'Asia/Damascus'],
    ['بغداد', 'Asia/Baghdad'],
    ['تونس', 'Africa/Tunis'],
    ['الجزائر', 'Africa/Algiers'],
    ['الرباط', 'Africa/Casablanca'],
    ['Asia/Aden', 'Asia/Aden'],
    ['asia/aden', 'Asia/Aden'],
    [' Africa/Cairo ', 'Africa/Cairo'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['utc', 'UTC'],
  ])('reads %s as %s', (text, zone) => {
    expect(readZone(text)).toBe(zone);
    expect(isTimezone(zone)).toBe(true);
  });

  it.each(['', 'المريخ', 'Mars/Base', '+03:00', 'Asia', 'Asia/Aden now'])('knows no %s', (text) => {
    expect(readZone(text)).toBeNull();
  });
});
