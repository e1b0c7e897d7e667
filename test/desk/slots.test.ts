import { describe, expect, it } from 'vitest';
import { afterQuiet, dueTime, nextSlot } from '../../src/desk/slots.ts';

const aden = 'Asia/Aden';
const at = (local: string, zone = aden) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
const show = (instant: number | null, zone = aden) =>
  instant === null
    ? null
    : Temporal.Instant.fromEpochMilliseconds(instant)
        .toZonedDateTimeISO(zone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' });
const none: ReadonlySet<number> = new Set();
const week = (slots: string[], quiet: string | null = null) => ({ slots, quiet });

// 24 November 2026 is a Tuesday.
describe('nextSlot', () => {
  it.each([
    ['later today', ['07:30', '12:00'], '2026-11-24T09:00', '2026-11-24T12:00'],
    ['tomorrow when today is over', ['07:30', '12:00'], '2026-11-24T12:00', '2026-11-25T07:30'],
    ['at midnight', ['00:00'], '2026-11-24T23:59', '2026-11-25T00:00'],
    ['in the last minute of a day', ['23:59'], '2026-11-24T23:58', '2026-11-24T23:59'],
    ['on named days alone', ['fri 12:00'], '2026-11-24T09:00', '2026-11-27T12:00'],
    ['on a range over the week’s end', ['thu-sun 12:00'], '2026-11-24T09:00', '2026-11-26T12:00'],
    ['on listed days', ['mon,wed 12:00'], '2026-11-24T09:00', '2026-11-25T12:00'],
    ['at the earlier of two', ['18:00', 'tue 13:00'], '2026-11-24T09:00', '2026-11-24T13:00'],
  ])('is %s', (_name, slots, after, expected) => {
    expect(show(nextSlot(week(slots), aden, at(after), none))).toBe(expected);
  });

  it('passes over slots that are taken, and over those in quiet hours', () => {
    const taken = new Set([at('2026-11-24T12:00')]);
    expect(show(nextSlot(week(['12:00', '15:00']), aden, at('2026-11-24T09:00'), taken))).toBe(
      '2026-11-24T15:00',
    );
    const night = week(['02:00', '07:00'], '23:00-06:30');
    expect(show(nextSlot(night, aden, at('2026-11-24T23:30'), none))).toBe('2026-11-25T07:00');
  });

  it('is null when quiet hours swallow every slot', () => {
    expect(nextSlot(week(['02:00'], '23:00-06:30'), aden, at('2026-11-24T09:00'), none)).toBeNull();
  });

  it('keeps local time over a change of clocks', () => {
    // Cairo went to summer time on 24 April 2026 at 00:00.
    const cairo = 'Africa/Cairo';
    const before = nextSlot(week(['08:00']), cairo, at('2026-04-22T09:00', cairo), none) ?? 0;
    const after = nextSlot(week(['08:00']), cairo, before + 1, none) ?? 0;
    expect([show(before, cairo), show(after, cairo)]).toEqual([
      '2026-04-23T08:00',
      '2026-04-24T08:00',
    ]);
    expect(after - before).toBe(23 * 60 * 60_000);
  });

  it('takes the hour after, when clocks skip the slot', () => {
    const cairo = 'Africa/Cairo';
    const slot = nextSlot(week(['00:30']), cairo, at('2026-04-23T12:00', cairo), none);
    expect(show(slot, cairo)).toBe('2026-04-24T01:30');
  });
});

describe('afterQuiet', () => {
  it.each([
    ['before', '2026-11-24T22:59', '2026-11-24T22:59'],
    ['at the beginning', '2026-11-24T23:00', '2026-11-25T06:30'],
    ['past midnight', '2026-11-25T03:00', '2026-11-25T06:30'],
    ['at the end', '2026-11-25T06:30', '2026-11-25T06:30'],
  ])('%s of hours over midnight', (_name, moment, expected) => {
    expect(show(afterQuiet('23:00-06:30', aden, at(moment)))).toBe(expected);
  });

  it('knows hours within a day, and none', () => {
    expect(show(afterQuiet('13:00-16:00', aden, at('2026-11-24T14:00')))).toBe('2026-11-24T16:00');
    expect(show(afterQuiet('13:00-16:00', aden, at('2026-11-24T16:30')))).toBe('2026-11-24T16:30');
    expect(show(afterQuiet(null, aden, at('2026-11-24T14:00')))).toBe('2026-11-24T14:00');
  });
});

describe('dueTime', () => {
  it('is now on a channel without slots, but for quiet hours', () => {
    expect(show(dueTime(week([]), aden, at('2026-11-24T09:00'), none))).toBe('2026-11-24T09:00');
    expect(show(dueTime(week([], '08:00-10:00'), aden, at('2026-11-24T09:00'), none))).toBe(
      '2026-11-24T10:00',
    );
  });
});
