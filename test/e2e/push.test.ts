/** From a newsroom's own CMS to the channel, and what an editor is told of it: the whole program. */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import {
  editor,
  type Messenger,
  messengerOf,
  pushSigned,
  reader,
  startLine,
  temporaryFolder,
  until,
} from './line.ts';

const folder = temporaryFolder();
const secret = 'a-secret-of-the-newsroom';
let app: App;
let messenger: Messenger;

beforeAll(async () => {
  const newsroom = `${folder.path}/newsroom.yaml`;
  writeFileSync(
    newsroom,
    `name: مرصد الاختبار
channels:
  - { key: main, chat: "@push_main" }
  - { key: sport, chat: "@push_sport", words: [مباراة] }
editors:
  - { id: ${editor}, role: owner }
`,
  );
  app = await startLine(folder.path, { NEWSROOM: newsroom, INTAKE_SECRET: secret });
  messenger = messengerOf(app.url);
});
afterAll(async () => {
  await app.stop();
  folder.remove();
});

describe('a push of the newsroom’s own CMS', () => {
  const url = 'https://m.example/news/1';

  it('stands in the channel, and /why tells its way', async () => {
    const answer = await pushSigned(app.url, secret, {
      url,
      title: 'افتتاح الرصيف الجنوبي',
      text: 'افتتح وزير النقل اليوم الرصيف الجنوبي في الميناء بعد عامين من العمل.',
    });
    expect(answer.status).toBe(202);
    const [post] = await until(async () => {
      const seen = await messenger.channel('push_main');
      return seen.length > 0 && seen;
    }, 'the post');
    expect(post?.text).toMatch(/افتتاح الرصيف الجنوبي[\s\S]*افتتح وزير النقل/);
    expect(await messenger.channel('push_sport')).toEqual([]);
    const told = await messenger.ask(editor, `/why ${url}?utm_source=x`, () => true);
    expect(told.text).toMatch(/أرسله نظام النشر[\s\S]*sport[\s\S]*مباراة[\s\S]*نُشر/);
  });

  it('is asked for its address by a bare /why; a stranger gets the welcome', async () => {
    expect((await messenger.ask(editor, '/why', () => true)).text).toMatch(/مع الرابط/);
    expect((await messenger.ask(reader, `/why ${url}`, () => true)).text).toMatch(/أهلًا بك/);
  });
});
