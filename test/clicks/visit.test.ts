import { describe, expect, it } from 'vitest';
import { exclusions } from '../../data/repositories/clicks.ts';
import { createJudge, TAPS_A_MINUTE, visitorNumber } from '../../src/clicks/visit.ts';

const PHONE =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36';
const NOW = 1_795_000_000_000;

const judge = () => createJudge(() => 'salt');

/** A request of a phone, but for what is given; an undefined header is left out. */
function caller(
  headers: Record<string, string | undefined> = {},
  method = 'GET',
  peer = '9.9.9.9',
) {
  const all = { Host: 's.example', 'User-Agent': PHONE, Accept: 'text/html', ...headers };
  const present = Object.entries(all).filter((pair): pair is [string, string] => pair[1] != null);
  return { method, rawHeaders: present.flat(), peer };
}

const verdict = (...request: Parameters<typeof caller>) => {
  const { excluded } = judge()(caller(...request), NOW);
  return Object.entries(exclusions).find(([, code]) => code === excluded)?.[0] ?? 'person';
};

describe('a visit is a person', () => {
  it.each([
    ['of a phone', PHONE],
    [
      'of the messenger’s own browser',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
    ],
    [
      'of Telegram on Android',
      `${PHONE} Telegram-Android/12.1 (Samsung SM-A155F; Android 15; SDK 35; LOW)`,
    ],
    [
      'of a phone whose maker’s name ends in bot',
      PHONE.replace('; K)', '; CUBOT NOTE 30 Build/QP1A)'),
    ],
  ])('%s', (_, agent) => {
    expect(verdict({ 'User-Agent': agent })).toBe('person');
  });

  it('whose Purpose is something else', () => {
    expect(verdict({ Purpose: 'navigate', 'X-Moz': 'yes' })).toBe('person');
  });
});

describe('a visit is no person', () => {
  it('with HEAD', () => {
    expect(verdict({}, 'HEAD')).toBe('head');
  });

  it.each([
    'TelegramBot (like TwitterBot)',
    `${PHONE} TelegramBot/1.0`,
    `${PHONE} telegrambot`,
    'WhatsApp/2.23.20.0',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'Twitterbot/1.0',
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'curl/8.5.0',
    'Go-http-client/1.1',
  ])('as %s', (agent) => {
    expect(verdict({ 'User-Agent': agent })).toBe('crawler');
  });

  it.each([undefined, ''])('with the agent %j', (agent) => {
    expect(verdict({ 'User-Agent': agent })).toBe('agentless');
  });

  it.each([
    ['Sec-Purpose', 'prefetch'],
    ['Sec-Purpose', 'prefetch;prerender'],
    ['sec-purpose', 'prefetch'],
    ['Purpose', 'prefetch'],
    ['Purpose', 'preview'],
    ['X-Purpose', 'preview'],
    ['X-Moz', 'prefetch'],
  ])('with %s: %s', (name, value) => {
    expect(verdict({ [name]: value })).toBe('prefetch');
  });

  it('when one visitor taps more often in a minute than people do, until the minute is over', () => {
    const judged = judge();
    const minute = NOW - (NOW % 60_000);
    const tap = (at: number, headers = {}) => judged(caller(headers), at).excluded;
    for (let taps = 0; taps < TAPS_A_MINUTE; taps++) expect(tap(minute + taps)).toBe(0);
    expect(tap(minute + 59_999)).toBe(exclusions.flood);
    expect(tap(minute + 59_999, { 'User-Agent': `${PHONE} other` })).toBe(0);
    expect(tap(minute + 60_000)).toBe(0);
  });

  it('even if its agent was seen before, as any agent that is looked up twice', () => {
    const judged = judge();
    const bot = caller({ 'User-Agent': 'TelegramBot (like TwitterBot)' });
    expect([1, 2].map(() => judged(bot, NOW).excluded)).toEqual([
      exclusions.crawler,
      exclusions.crawler,
    ]);
  });

  it('whose agent is as long as a header can be', () => {
    expect(verdict({ 'User-Agent': `${'a '.repeat(8_000)}TelegramBot` })).toBe('crawler');
  });
});

describe('a visitor', () => {
  const number = (headers: Record<string, string>, peer: string) =>
    judge()(caller(headers, 'GET', peer), NOW).visitor;

  it('is 52 bits that depend on salt, address and agent', () => {
    const numbers = [
      visitorNumber('salt', '1.1.1.1', PHONE),
      visitorNumber('other', '1.1.1.1', PHONE),
      visitorNumber('salt', '1.1.1.2', PHONE),
      visitorNumber('salt', '1.1.1.1', `${PHONE}x`),
    ];
    expect(new Set(numbers).size).toBe(4);
    for (const number of numbers) expect(number).toBeLessThan(2 ** 52);
    // SHA-256 of 'abc|' begins with these digits.
    expect(visitorNumber('a', 'bc', '').toString(16)).toBe('39674985912ef');
  });

  it('is told by X-Forwarded-For when a proxy on this machine says so, by its last entry', () => {
    const direct = number({}, '5.5.5.5');
    for (const peer of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      expect(number({ 'X-Forwarded-For': '5.5.5.5' }, peer)).toBe(direct);
      expect(number({ 'X-Forwarded-For': '6.6.6.6, 7.7.7.7,5.5.5.5' }, peer)).toBe(direct);
    }
  });

  it('is told by a proxy in the private network too, past other proxies there', () => {
    const direct = number({}, '5.5.5.5');
    for (const peer of ['10.0.0.2', '172.16.0.2', '172.31.9.9', '192.168.1.1', '::ffff:10.1.1.1']) {
      expect(number({ 'X-Forwarded-For': '5.5.5.5' }, peer)).toBe(direct);
    }
    expect(number({ 'X-Forwarded-For': '5.5.5.5' }, 'fd00::1')).toBe(direct);
    const chain = '6.6.6.6, 5.5.5.5, 10.0.0.7, 192.168.1.9';
    expect(number({ 'X-Forwarded-For': chain }, '127.0.0.1')).toBe(direct);
    expect(number({ 'X-Forwarded-For': '10.0.0.8, 10.0.0.7' }, '127.0.0.1')).toBe(
      number({}, '10.0.0.7'),
    );
  });

  it.each(['172.15.0.1', '172.32.0.1', '192.169.0.1', '11.0.0.1', 'fe00::1'])(
    'is not told by %s, which is in nobody’s private network',
    (peer) => {
      expect(number({ 'X-Forwarded-For': '5.5.5.5' }, peer)).toBe(number({}, peer));
    },
  );

  it('cannot claim another address from elsewhere', () => {
    const claims = number({ 'X-Forwarded-For': '5.5.5.5' }, '9.9.9.9');
    expect(claims).toBe(number({}, '9.9.9.9'));
  });

  it('is the peer when the proxy says nothing', () => {
    expect(number({ 'X-Forwarded-For': ' , ' }, '127.0.0.1')).toBe(number({}, '127.0.0.1'));
  });
});
