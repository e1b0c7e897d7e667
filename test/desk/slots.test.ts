import { describe, expect, it } from 'vitest';
import { afterQuiet, slotsAfter } from '../../src/desk/slots.ts';

const aden = 'Asia/Aden';
const cairo = 'Africa/Cairo';
const beirut = 'Asia/Beirut';
const berlin = 'Europe/Berlin';
const hour = 60 * 60_000;

const at = (local: string, zone = aden) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
/** The instant with its offset, for local times that come twice. */
const exactly = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const show = (instant: number | undefined, zone = aden) =>
  instant === undefined
    ? undefined
    : Temporal.Instant.fromEpochMilliseconds(instant)
        .toZonedDateTimeISO(zone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' });
const week = (slots: string[], quiet: string | null = null) => ({ slots, quiet });
const next = (slots: string[], after: number, zone = aden, quiet: string | null = null) =>
  slotsAfter(week(slots, quiet), zone, after).next().value ?? undefined;
/** The first instants, as local times. */
const run = (slots: string[], after: number, zone: string, count: number) =>
  [...slotsAfter(week(slots), zone, after).take(count)].map((slot) => show(slot, zone));

// 24 November 2026 is a Tuesday.
describe('the next slot', () => {
  it.each([
    ['later today', ['07:30', '12:00'], '2026-11-24T09:00', '2026-11-24T12:00'],
    ['tomorrow when today is over', ['07:30', '12:00'], '2026-11-24T12:00', '2026-11-25T07:30'],
    ['at midnight', ['00:00'], '2026-11-24T23:59', '2026-11-25T00:00'],
    ['at the midnight after this one', ['00:00'], '2026-11-25T00:00', '2026-11-26T00:00'],
    ['in the last minute of a day', ['23:59'], '2026-11-24T23:58', '2026-11-24T23:59'],
    ['in the last minute of the next day', ['23:59'], '2026-11-24T23:59', '2026-11-25T23:59'],
    ['on named days alone', ['fri 12:00'], '2026-11-24T09:00', '2026-11-27T12:00'],
    ['on a range over the week’s end', ['thu-sun 12:00'], '2026-11-24T09:00', '2026-11-26T12:00'],
    ['on listed days', ['mon,wed 12:00'], '2026-11-24T09:00', '2026-11-25T12:00'],
    ['at the earlier of two', ['18:00', 'tue 13:00'], '2026-11-24T09:00', '2026-11-24T13:00'],
  ])('is %s', (_name, slots, after, expected) => {
    expect(show(next(slots, at(after)))).toBe(expected);
  });

  it('is none in quiet hours, and none at all when they swallow every slot', () => {
    const quiet = '23:00-06:30';
    expect(show(next(['02:00', '07:00'], at('2026-11-24T23:30'), aden, quiet))).toBe(
      '2026-11-25T07:00',
    );
    expect(next(['02:00'], at('2026-11-24T09:00'), aden, quiet)).toBeUndefined();
    expect(next([], at('2026-11-24T09:00'))).toBeUndefined();
  });
});

// Cairo 2026: 24 April 00:00 becomes 01:00; 29 October 24:00 becomes 23:00.
// Beirut 2026: 29 March 00:00 becomes 01:00; 25 October 00:00 becomes 24 October 23:00.
// Berlin 2026: 29 March 02:00 becomes 03:00; 25 October 03:00 becomes 02:00.
describe('slots over a change of clocks', () => {
  it('keep local time', () => {
    const after = at('2026-04-23T07:00', cairo);
    const [before = 0, later = 0] = slotsAfter(week(['08:00']), cairo, after);
    expect([show(before, cairo), show(later, cairo)]).toEqual([
      '2026-04-23T08:00',
      '2026-04-24T08:00',
    ]);
    expect(later - before).toBe(23 * hour);
  });

  it.each([
    [cairo, '00:00', '2026-04-23T12:00', ['2026-04-24T01:00', '2026-04-25T00:00']],
    [cairo, '00:30', '2026-04-23T12:00', ['2026-04-24T01:30', '2026-04-25T00:30']],
    [beirut, '00:00', '2026-03-28T12:00', ['2026-03-29T01:00', '2026-03-30T00:00']],
    [beirut, '23:59', '2026-03-28T12:00', ['2026-03-28T23:59', '2026-03-29T23:59']],
    [berlin, '02:30', '2026-03-28T12:00', ['2026-03-29T03:30', '2026-03-30T02:30']],
  ])('in %s move %s out of the gap, for that day alone', (zone, slot, after, expected) => {
    expect(run([slot], at(after, zone), zone, 2)).toEqual(expected);
  });

  it.each([
    [cairo, '23:59', '2026-10-29T12:00', ['2026-10-29T23:59', '2026-10-30T23:59']],
    [cairo, '00:00', '2026-10-29T12:00', ['2026-10-30T00:00', '2026-10-31T00:00']],
    [beirut, '23:59', '2026-10-24T12:00', ['2026-10-24T23:59', '2026-10-25T23:59']],
    [beirut, '00:00', '2026-10-24T12:00', ['2026-10-25T00:00', '2026-10-26T00:00']],
    [berlin, '02:30', '2026-10-24T12:00', ['2026-10-25T02:30', '2026-10-26T02:30']],
  ])('in %s come once for %s, though the hour comes twice', (zone, slot, after, expected) => {
    const slots = [...slotsAfter(week([slot]), zone, at(after, zone)).take(2)];
    expect(slots.map((instant) => show(instant, zone))).toEqual(expected);
    expect((slots[1] ?? 0) - (slots[0] ?? 0)).toBeGreaterThanOrEqual(24 * hour);
    expect((slots[1] ?? 0) - (slots[0] ?? 0)).toBeLessThanOrEqual(25 * hour);
  });
});

describe('afterQuiet', () => {
  it.each([
    ['before', '2026-11-24T22:59', '2026-11-24T22:59'],
    ['at the beginning', '2026-11-24T23:00', '2026-11-25T06:30'],
    ['at midnight', '2026-11-25T00:00', '2026-11-25T06:30'],
    ['past midnight', '2026-11-25T03:00', '2026-11-25T06:30'],
    ['in the last minute', '2026-11-25T06:29', '2026-11-25T06:30'],
    ['at the end', '2026-11-25T06:30', '2026-11-25T06:30'],
  ])('%s of hours over midnight', (_name, moment, expected) => {
    expect(show(afterQuiet('23:00-06:30', aden, at(moment)))).toBe(expected);
  });

  it('knows hours within a day, up to midnight, and none', () => {
    expect(show(afterQuiet('13:00-16:00', aden, at('2026-11-24T14:00')))).toBe('2026-11-24T16:00');
    expect(show(afterQuiet('13:00-16:00', aden, at('2026-11-24T16:30')))).toBe('2026-11-24T16:30');
    expect(show(afterQuiet('22:00-00:00', aden, at('2026-11-24T23:59')))).toBe('2026-11-25T00:00');
    expect(show(afterQuiet('00:00-06:00', aden, at('2026-11-24T00:00')))).toBe('2026-11-24T06:00');
    expect(show(afterQuiet(null, aden, at('2026-11-24T14:00')))).toBe('2026-11-24T14:00');
    expect(show(afterQuiet('08:00-08:00', aden, at('2026-11-24T08:00')))).toBe('2026-11-24T08:00');
  });

  it('lasts over an hour that comes twice, and never leads back in time', () => {
    // Berlin's 02:10 of 25 October, for the second time.
    const second = exactly('2026-10-25T02:10:00+01:00');
    expect(afterQuiet('23:00-02:30', berlin, second)).toBe(exactly('2026-10-25T02:30:00+01:00'));
    const between = exactly('2026-10-25T02:40:00+02:00');
    expect(afterQuiet('23:00-02:30', berlin, between)).toBe(exactly('2026-10-25T02:30:00+01:00'));
    // Cairo's 23:10 of 29 October, both times.
    for (const offset of ['+03:00', '+02:00']) {
      const night = afterQuiet('23:00-06:30', cairo, exactly(`2026-10-29T23:10:00${offset}`));
      expect(show(night, cairo)).toBe('2026-10-30T06:30');
    }
  });

  it('is shorter by the hour that clocks skip', () => {
    expect(show(afterQuiet('23:00-06:30', cairo, at('2026-04-23T23:30', cairo)), cairo)).toBe(
      '2026-04-24T06:30',
    );
    // 00:30 is skipped: the quiet of half an hour after midnight ends at 01:30 of the new time.
    expect(show(afterQuiet('23:00-00:30', beirut, at('2026-03-28T23:30', beirut)), beirut)).toBe(
      '2026-03-29T01:30',
    );
  });
});
