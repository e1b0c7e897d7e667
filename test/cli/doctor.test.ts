/** The doctor against a Telegram: what the bot may do in each channel. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate, openSqlite } from '../../data/database.ts';
import { createStore } from '../../data/store.ts';
import { channelOf, newsroomOf, noon } from '../data/made.ts';
import { temporaryFolder } from '../e2e/line.ts';
import { type Running, run, token } from '../sandbox/running.ts';

const folder = temporaryFolder();
let telegram: Running;

beforeAll(async () => {
  telegram = await run();
  const database = openSqlite(join(folder.path, 'barqiya.sqlite'));
  await migrate(database);
  const channels = ['whole', 'posting', 'pinning', 'mute', 'closed'].map((key) =>
    channelOf({ key, chat: `@doctor_${key}`, pinMs: key === 'pinning' ? 60_000 : null }),
  );
  await createStore(database.db).newsroom.apply(newsroomOf({ channels }), noon);
  await database.close();
  const posting = { status: 'administrator', rights: { can_post_messages: true } } as const;
  const bots = {
    posting,
    pinning: posting,
    mute: { status: 'administrator', rights: {} },
    closed: { status: 'kicked' },
  } as const;
  for (const [key, bot] of Object.entries(bots)) {
    telegram.sandbox.world.addChat({
      type: 'channel',
      title: key,
      username: `doctor_${key}`,
      bot,
    });
  }
});
afterAll(async () => {
  await telegram.stop();
  folder.remove();
});

it('tells what is lacking, and finds bad what stops posts', async () => {
  const out = await new Promise<string>((resolve) => {
    execFile(
      process.execPath,
      [join(import.meta.dirname, '../../src/cli.ts'), 'doctor'],
      {
        cwd: folder.path,
        env: {
          PATH: process.env.PATH,
          DATA_DIR: folder.path,
          BOT_TOKEN: token,
          BOT_API_ROOT: `${telegram.url}/sandbox`,
        },
      },
      (_error, told) => resolve(told),
    );
  });
  expect(out).toMatch(/^ok {3}channel whole \(@doctor_whole\): may do all$/m);
  expect(out).toMatch(/^ok {3}channel posting .*: may post; may not delete, pin$/m);
  expect(out).toMatch(/^BAD {2}channel pinning .*: may post; may not delete, pin$/m);
  expect(out).toMatch(
    /^BAD {2}channel mute .*: the bot is administrator: make it .* who may post$/m,
  );
  expect(out).toMatch(/^BAD {2}channel closed .*kicked/m);
});
