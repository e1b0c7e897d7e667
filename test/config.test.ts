import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';

const token = '123456789:AAF_abcdefghijklmnopqrstuvwxyz01234';

describe('readConfig', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toMatchObject({
      botToken: undefined,
      botApiRoot: 'https://api.telegram.org',
      dataDir: 'data/local',
      databaseUrl: 'data/local/barqiya.sqlite',
      newsroom: 'newsroom.yaml',
      host: '127.0.0.1',
      port: 8080,
      updates: 'polling',
      timezone: 'Asia/Aden',
      logLevel: 'info',
    });
  });

  it('takes an empty value for an absent one', () => {
    expect(readConfig({ BOT_TOKEN: '', PORT: ' ' })).toMatchObject({
      botToken: undefined,
      port: 8080,
    });
  });

  it('puts the database into DATA_DIR', () => {
    expect(readConfig({ DATA_DIR: '/srv/wire' })).toMatchObject({
      databaseUrl: '/srv/wire/barqiya.sqlite',
    });
  });

  it('takes slashes off the ends of addresses, where paths will be joined', () => {
    expect(
      readConfig({
        BOT_TOKEN: token,
        BOT_API_ROOT: 'http://127.0.0.1:9/',
        PUBLIC_URL: 'https://n.example//',
      }),
    ).toMatchObject({ botApiRoot: 'http://127.0.0.1:9', publicUrl: 'https://n.example' });
  });

  it('lists every bad value at once, each with what to write instead', () => {
    const config = readConfig({
      BOT_TOKEN: 'secret',
      OWNER_ID: 'me',
      PORT: '99999',
      PUBLIC_URL: 'n.example',
      UPDATES: 'pull',
      TIMEZONE: 'Aden',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://x',
      INTAKE_SECRET: 'short',
    });
    const problems = 'problems' in config ? config.problems : [];
    expect(problems.map(({ where }) => where.replace('environment, ', '')).sort()).toEqual([
      'BOT_TOKEN',
      'DATABASE_URL',
      'INTAKE_SECRET',
      'LOG_LEVEL',
      'OWNER_ID',
      'PORT',
      'PUBLIC_URL',
      'TIMEZONE',
      'UPDATES',
    ]);
    expect(problems.every(({ what }) => /write|such as/.test(what))).toBe(true);
    expect(JSON.stringify(problems)).not.toContain('secret"');
  });

  it('says what a webhook needs', () => {
    const config = readConfig({ BOT_TOKEN: token, UPDATES: 'webhook' });
    const problems = 'problems' in config ? config.problems : [];
    expect(problems.map(({ where }) => where)).toEqual([
      'environment, WEBHOOK_SECRET',
      'environment, PUBLIC_URL',
    ]);
  });

  it('refuses an API root without a token, which would silently run the sandbox', () => {
    expect(readConfig({ BOT_API_ROOT: 'http://127.0.0.1:8081' })).toHaveProperty('problems');
  });
});
