/** /addsource and /sources as an editor uses them, in the sandbox over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import {
  editor,
  type Messenger,
  messengerOf,
  reader,
  startLine,
  temporaryFolder,
  until,
} from './line.ts';

const folder = temporaryFolder();
let app: App;
let messenger: Messenger;

beforeAll(async () => {
  app = await startLine(folder.path);
  messenger = messengerOf(app.url);
});
afterAll(async () => {
  await app.stop();
  folder.remove();
});

const names = async () => (await app.store.sources.all()).map(({ name }) => name);

describe('/sources', () => {
  it('shows each source with its health, and looks at one at a tap', async () => {
    await until(
      async () => (await app.store.sources.all())[0]?.lastSuccessAt,
      'the first look at the sample site',
    );
    const list = await messenger.ask(editor, '/sources', ({ text }) => !!text?.includes('المصادر'));
    expect(list.text).toMatch(/المصادر \(1\):\n\n1\. \u2068مرصد الساحل\u2069 · خلاصة\nقُرئ قبل /);
    expect(list.text).toMatch(/آخر 24 ساعة: 6 أخبار/);

    const before = (await app.store.sources.all())[0]?.lastSuccessAt ?? 0;
    await messenger.tap(editor, list, 'انظر الآن 1');
    await until(
      async () => ((await app.store.sources.all())[0]?.lastSuccessAt ?? 0) > before,
      'the look',
    );
  });

  it('tells why a source fails, in Arabic', async () => {
    const [source] = await app.store.sources.all();
    await app.store.sources.polled(source?.id ?? 0, {
      failures: 3,
      failure: 'page-refused',
      failureFacts: JSON.stringify({ host: 'shore.example', status: 403 }),
      nextPollAt: Date.now() + 60_000,
    });
    const list = await messenger.ask(editor, '/sources', ({ text }) => !!text?.includes('متعثر'));
    expect(list.text).toContain('متعثر: أجاب الموقع shore.example بالخطأ 403 (يمنعنا من القراءة)');
  });

  it('is told by /metrics too', async () => {
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toMatch(/barqiya_source_failures\{source="مرصد الساحل"\} 3/);
    expect(metrics).toMatch(/barqiya_source_items_per_day\{source="مرصد الساحل"\} 6/);
    expect(metrics).toMatch(/barqiya_source_last_success_timestamp_seconds\{[^}]+\} \d{10}/);
  });

  it('turns its pages', async () => {
    for (let n = 1; n <= 7; n++) {
      const address = `https://shore.example/${n}`;
      const offer = { kind: 'feed', name: `مصدر ${n}`, address, hub: null, topic: null } as const;
      const source = await app.store.sources.add(offer, Date.now() + 3_000_000);
      if (n === 7) expect(source?.name).toBe('مصدر 7');
    }
    const first = await messenger.ask(editor, '/sources', ({ text }) => !!text?.includes('(8)'));
    expect(first.text).not.toContain('مصدر 7');
    await messenger.tap(editor, first, 'التالي');
    const second = await until(
      async () =>
        (await messenger.chat(editor)).find(
          ({ message_id, text }) => message_id === first.message_id && text?.includes('مصدر 7'),
        ),
      'the second page',
    );
    expect(second.text).toMatch(/8\. /);
    const { now, said } = await messenger.twice(editor, second, 'السابق');
    expect(now.text).toMatch(/1\. /);
    expect(said).toEqual([]);
    const emptying = await messenger.ask(editor, '/sources', ({ text }) => !!text?.includes('(8)'));
    for (const { id } of await app.store.sources.all())
      await app.store.sources.remove(id, Date.now());
    await messenger.turn(editor, emptying, 'التالي', ({ text }) => !!text?.includes('المصادر (1)'));
    expect(await names()).toEqual(['مرصد الساحل']);
  });
});

describe('/addsource', () => {
  const site = () => `${app.url}/sandbox/site`;

  it('asks for an address where there is none', async () => {
    const answer = await messenger.ask(editor, '/addsource', ({ text }) => !!text);
    expect(answer.text).toContain('/addsource news.example');
  });

  it('shows what a site offers with its headlines, and knows what is watched already', async () => {
    const offers = await messenger.ask(
      editor,
      `/addsource ${site()}/`,
      ({ text }) => !!text?.includes('وجدنا'),
    );
    expect(offers.text).toMatch(/1\. خلاصة · \u2068مرصد الساحل\u2069\nhttp\S+feed\.xml\n• /);
    await messenger.tap(editor, offers, 'إضافة 1');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await names()).toEqual(['مرصد الساحل']);
  });

  it('adds at a tap under a name of its own, and takes it back', async () => {
    const [source] = await app.store.sources.all();
    const other = site().replace('127.0.0.1', 'localhost');
    await app.store.newsroom.apply(
      {
        ...(await app.store.newsroom.export()),
        allowHosts: [new URL(other).host, new URL(site()).host],
      },
      Date.now(),
    );
    const offers = await messenger.ask(
      editor,
      `/addsource ${other}/`,
      ({ text }) => !!text?.includes('وجدنا'),
    );
    const added = await messenger.press(
      editor,
      offers,
      'إضافة 1',
      ({ text }) => !!text?.includes('أُضيف المصدر'),
    );
    expect(await names()).toEqual(['مرصد الساحل', 'مرصد الساحل 2']);
    // Its first fetch is a baseline.
    await until(
      async () => (await app.store.sources.all())[1]?.lastSuccessAt,
      'the first look at it',
    );
    expect(await app.store.entries.countSince(0)).toEqual(new Map([[source?.id, 6]]));

    const { now } = await messenger.twice(editor, added, 'تراجع');
    expect(now.text).toContain('ولن نقرأه');
    await until(async () => (await names()).length === 1, 'the source to go');
    await until(
      async () =>
        (await messenger.chat(editor)).find(
          ({ message_id, text }) => message_id === added.message_id && text?.includes('أُزيل'),
        ),
      'the word that it went',
    );
  });

  it('says why a site cannot be looked through', async () => {
    const refused = await messenger.ask(
      editor,
      '/addsource http://10.0.0.1/',
      ({ text }) => !!text?.includes('شبكة خاصة'),
    );
    expect(refused.text).toContain('allow_hosts');
  });

  it('is for editors: a reader is led to the channels', async () => {
    const answer = await messenger.ask(reader, `/addsource ${site()}`, ({ text }) => !!text);
    expect(answer.text).toContain('أهلًا بك');
    const list = await messenger.ask(reader, '/sources', ({ text }) => !!text);
    expect(list.text).toContain('أهلًا بك');
  });
});
