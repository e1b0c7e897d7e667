/** What stops a start is told in plain words, all at once; what ends a run ends it whole. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Running, run } from '../sandbox/running.ts';
import { temporaryFolder, until } from './line.ts';
import { openPages, writeNewsroomFile } from './pages.ts';

const folder = temporaryFolder();
const root = join(import.meta.dirname, '../..');
/** As `npm start` has it. */
const program = ['--import', join(root, 'src/compile-cache.js'), join(root, 'src/main.ts')];
const token = '987654321:another-token-of-the-tests_012345678';

let running: ChildProcess | undefined;
let output = '';
let errors = '';
let telegram: Running | undefined;

function start(environment: Record<string, string>): ChildProcess {
  output = '';
  errors = '';
  const child = spawn(process.execPath, program, {
    cwd: folder.path,
    env: { PATH: process.env.PATH, DATA_DIR: join(folder.path, 'data'), PORT: '0', ...environment },
  });
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  running = child;
  return child;
}

const exitCode = async (child: ChildProcess) => (await once(child, 'close'))[0];

afterEach(async () => {
  if (running?.exitCode === null && running.signalCode === null) {
    running.kill('SIGKILL');
    await once(running, 'close');
  }
  await telegram?.stop();
  telegram = undefined;
});
afterAll(() => folder.remove());

describe('a start', () => {
  it('lists the errors of the environment and of newsroom.yaml in one message', async () => {
    writeFileSync(join(folder.path, 'bad.yaml'), 'name: x\nchannels:\n  - { key: a, chat: b }\n');
    const child = start({ NEWSROOM: 'bad.yaml', PORT: 'http', TIMEZONE: 'Aden' });
    expect(await exitCode(child)).toBe(1);
    expect(errors).toMatch(/PORT: write a port from 0 to 65535/);
    expect(errors).toMatch(/TIMEZONE: write an IANA name/);
    expect(errors).toMatch(/bad\.yaml, line 3, channels\.0\.chat: write "@name"/);
  });

  it('refuses a bad newsroom.yaml, and one that is named and absent', async () => {
    expect(await exitCode(start({ NEWSROOM: 'bad.yaml' }))).toBe(1);
    expect(errors).toMatch(/newsroom\.yaml has errors:\n {2}bad\.yaml, line 3/);
    expect(await exitCode(start({ NEWSROOM: 'absent.yaml' }))).toBe(1);
    expect(errors).toMatch(/absent\.yaml: cannot be read/);
  });

  it('says that the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = String(typeof address === 'object' ? address?.port : 0);
    expect(await exitCode(start({ PORT: port }))).toBe(1);
    expect(errors).toMatch(
      new RegExp(`The port is taken by another program:\n.*\n? {2}port: ${port}`),
    );
    taken.close();
  });

  it('refuses data that another one works with, and takes it over the moment that one is killed', async () => {
    const former = start({});
    await until(() => output.includes('"msg":"ready"'), 'the start');
    expect(await exitCode(start({}))).toBe(1);
    expect(errors).toMatch(
      new RegExp(
        `Another Barqiya works with this data:\n {2}file: .*barqiya\\.lock\n {2}pid: ${former.pid}\n {2}hint: stop it first`,
      ),
    );
    const gone = once(former, 'close');
    former.kill('SIGKILL');
    await gone;
    start({});
    await until(() => output.includes('"msg":"ready"'), 'the start after a kill');
  });

  it('says that the data folder cannot be written', async () => {
    writeFileSync(join(folder.path, 'file'), '');
    expect(await exitCode(start({ DATA_DIR: join(folder.path, 'file') }))).toBe(1);
    expect(errors).toMatch(/The data folder cannot be written:\n {2}file: .*barqiya\.sqlite/);
  });

  it('says that Telegram refuses the token, without saying the token', async () => {
    telegram = await run();
    const child = start({ BOT_TOKEN: token, BOT_API_ROOT: `${telegram.url}/sandbox` });
    expect(await exitCode(child)).toBe(1);
    expect(errors).toMatch(/Telegram refuses the bot token:\n {2}hint: set BOT_TOKEN/);
    expect(output + errors).not.toContain('another-token');
  });

  it('goes on without Telegram: links must redirect', async () => {
    const child = start({ BOT_TOKEN: token, BOT_API_ROOT: 'http://127.0.0.1:1' });
    await until(() => output.includes('"msg":"ready"'), 'the start');
    const url = /"url":"([^"]+)"/.exec(output)?.[1];
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(output).toMatch(/Telegram does not answer yet/);
    expect(output + errors).not.toContain('another-token');
    child.kill('SIGTERM');
    expect(await exitCode(child)).toBe(0);
  });

  it('ends whole on SIGTERM, and says so', async () => {
    const child = start({});
    await until(() => output.includes('"msg":"ready"'), 'the start');
    expect(output).toMatch(/Open http:\/\/127\.0\.0\.1:\d+\/sandbox/);
    child.kill('SIGTERM');
    expect(await exitCode(child)).toBe(0);
    expect(output).toMatch(/"msg":"stopped"/);
    expect(errors).toBe('');
  });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

const webhookOf = ({ url }: Running, port: number) => ({
  BOT_TOKEN: '123456:a-token-of-the-tests_0123456789abcd',
  BOT_API_ROOT: `${url}/sandbox`,
  UPDATES: 'webhook',
  WEBHOOK_SECRET: 'sesame',
  PORT: String(port),
  PUBLIC_URL: `http://127.0.0.1:${port}`,
});

const updateOf = (text: string) => ({
  message: {
    message_id: 1,
    date: 1,
    text,
    ...(text.startsWith('/')
      ? { entities: [{ type: 'bot_command', offset: 0, length: text.length }] }
      : {}),
    chat: { id: 1001, type: 'private', first_name: 'x' },
    from: { id: 1001, is_bot: false, first_name: 'x' },
  },
});

/** Brings an update as Telegram does. */
const bring = (port: number, update: object) =>
  fetch(`http://127.0.0.1:${port}/telegram/webhook`, {
    method: 'POST',
    headers: { 'X-Telegram-Bot-Api-Secret-Token': 'sesame', 'Content-Type': 'application/json' },
    body: JSON.stringify(update),
  });

describe('a webhook', () => {
  it('may bring what one person sends at once: it is handled in its order', async () => {
    telegram = await run();
    const port = await freePort();
    const pages = await openPages((number) => `توسعة الرصيف الجنوبي ${number}`);
    const path = writeNewsroomFile(
      folder.path,
      `name: مرصد
allow_hosts: ["${pages.host}"]
channels: [{ key: main, chat: "@start_main" }]
editors: [{ id: 1001, role: owner }]
`,
    );
    // Of its own: the other test's messenger numbers its updates anew.
    const data = { DATA_DIR: join(folder.path, 'other') };
    start({ ...webhookOf(telegram, port), ...data, NEWSROOM: path });
    await until(() => output.includes('"msg":"ready"'), 'the start');
    const said = (id: number, text: string) => ({ ...updateOf(text), update_id: id });
    // A page takes longer to read than a list that is empty.
    const reading = bring(port, said(8_000, pages.address(1)));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await Promise.all([reading, bring(port, said(8_001, '/queue'))]);
    const messages = telegram.sandbox.world.messages(1001).map(({ text }) => text ?? '');
    const [card, queue] = [/اختر القنوات/, /لا شيء ينتظر النشر/].map((words) =>
      messages.findIndex((text) => words.test(text)),
    );
    pages.close();
    expect(card, messages.join('\n--\n')).toBeGreaterThanOrEqual(0);
    expect(queue, messages.join('\n--\n')).toBeGreaterThan(card ?? 0);
  });

  it('brings updates with its secret, each handled once', async () => {
    telegram = await run();
    const port = await freePort();
    start({ ...webhookOf(telegram, port), OWNER_ID: '1001' });
    await until(() => output.includes('"msg":"ready"'), 'the start');
    await telegram.say(1001, '/help');
    const answers = () =>
      telegram?.sandbox.world.messages(1001).filter(({ text }) => text?.includes('/publish')) ?? [];
    await until(() => answers().length > 0, 'an answer');
    const forged = await fetch(`http://127.0.0.1:${port}/telegram/webhook`, {
      method: 'POST',
      body: '{"update_id":1}',
    });
    expect(forged.status).toBe(401);
    const post = () => bring(port, { ...updateOf('/help'), update_id: 777 });
    await post();
    await post();
    await until(() => answers().length >= 2, 'the second answer');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(answers()).toHaveLength(2);

    // A handler that fails says so, and its update does not come again for ever.
    const refusal = { kind: 'error', code: 400, text: 'no', times: 1 } as const;
    telegram.sandbox.world.fault({ ...refusal, method: 'sendMessage' });
    const failed = await bring(port, { ...updateOf('/help'), update_id: 778 });
    expect(failed.status).toBe(200);
    expect(telegram.sandbox.world.messages(1001).at(-1)?.text).toContain('حدث خطأ');
    expect(answers()).toHaveLength(2);
  });
});
