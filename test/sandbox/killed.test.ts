/** The sandbox as a process of its own, killed in the middle of its work. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { json } from './running.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** @returns the process and the addresses that it prints */
async function start() {
  const source = join(import.meta.dirname, '../../src');
  const program = ['--import', join(source, 'compile-cache.js'), join(source, 'sandbox/main.ts')];
  const child = spawn(
    process.execPath,
    [...program, '--port', '0', '--state', join(folder, 'state')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(child);
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += chunk;
    if (printed.includes('Ctrl+C')) break;
  }
  const [, token, apiRoot] = /BOT_TOKEN=(\S+) BOT_API_ROOT=(\S+) npm start/.exec(printed) ?? [];
  if (!token || !apiRoot) throw new Error(`it printed: ${printed}`);
  return { child, apiRoot, methods: `${apiRoot}/bot${token}` };
}

const gone = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));

it('loses no message that it answered', async () => {
  const first = await start();
  const answered: number[] = [];
  const posting = (async () => {
    for (let count = 1; ; count += 1) {
      const body = new URLSearchParams({ chat_id: '@some_channel', text: `خبر ${count}` });
      const response = await fetch(`${first.methods}/sendMessage`, { method: 'POST', body });
      answered.push((await json(response)).result.message_id);
      if (count === 60) first.child.kill('SIGKILL');
    }
  })();
  await expect(posting).rejects.toThrow();
  const second = await start();
  const state = await json(fetch(`${second.apiRoot}/api/state`));
  const channel = state.chats.find((chat: { type: string }) => chat.type === 'channel');
  const kept = channel.messages.map((message: { message_id: number }) => message.message_id);
  expect(answered.length).toBeGreaterThanOrEqual(60);
  expect(kept).toEqual(expect.arrayContaining(answered));

  const exit = gone(second.child);
  second.child.kill('SIGTERM');
  expect(await exit).toBe(0);
});
