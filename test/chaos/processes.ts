/** The sandbox and the program as processes of their own, and the words for what is done to them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync, type WriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');
const clock = join(import.meta.dirname, 'clock.ts');
const token = '1000000001:local-telegram-of-the-sandbox';

/** As `npm start` has it, with the clock before everything else. */
function argumentsOf(script: 'start' | 'sandbox'): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [, ...args] = scripts[script].split(' ');
  return ['--import', clock, ...args];
}

export interface Times {
  readonly speed: number;
  /** Epoch milliseconds. */
  readonly begin: number;
}
const timesOf = ({ speed, begin }: Times) => ({
  PATH: process.env.PATH,
  CHAOS_SPEED: String(speed),
  CHAOS_BEGIN: String(begin),
});

async function lineOf(child: ChildProcess, pattern: RegExp, log?: WriteStream): Promise<string> {
  if (!child.stdout) throw new Error('no output');
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`ended with ${code} before ${pattern}`)));
    createInterface({ input: child.stdout as NonNullable<typeof child.stdout> }).on(
      'line',
      (line) => {
        log?.write(`${line}\n`);
        const [found] = pattern.exec(line) ?? [];
        if (found !== undefined) resolve(found);
      },
    );
  });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill(signal);
  return (await exit)[0];
}

export interface Seen {
  readonly message_id: number;
  readonly text?: string;
  /** Of a picture. */
  readonly caption?: string;
  readonly forward_origin?: object;
  readonly reply_markup?: {
    readonly inline_keyboard: readonly (readonly { callback_data?: string }[])[];
  };
}

export interface SeenChat {
  readonly id: number;
  readonly type: string;
  readonly username?: string;
  readonly messages: readonly Seen[];
}

/** A connection that the server closes while it is taken again is no failure. */
export async function ask<T>(url: string, init?: RequestInit): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      const answer = await fetch(url, init);
      if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    } catch (error) {
      if (!(error instanceof TypeError) || tries === 5) throw error;
    }
  }
}

/** Starts the sandbox. */
export async function startSandbox(stateFile: string, times: Times) {
  const args = [...argumentsOf('sandbox'), '--port', '0', '--state', stateFile];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: timesOf(times),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = (await lineOf(child, /http:\/\/127\.0\.0\.1:\d+(?=\/sandbox$)/)) as string;
  const api = `${url}/sandbox/api`;

  const post = (path: string, body: object) =>
    ask<{ id?: number }>(`${api}/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });

  return {
    url,
    post,
    clearFaults: () => ask(`${api}/faults`, { method: 'DELETE' }),
    chats: async () => (await ask<{ chats: readonly SeenChat[] }>(`${api}/state`)).chats,
    stop: () => end(child, 'SIGTERM'),
  };
}

export interface ProgramOptions extends Times {
  readonly folder: string;
  readonly sandboxUrl: string;
  readonly clockFile: string;
  readonly port: number;
}

/** Starts the program; its log goes into `program.log` beside the clock file. */
export async function startProgram(options: ProgramOptions, onEnd: (code: number | null) => void) {
  const { folder, sandboxUrl, clockFile, port } = options;
  const child = spawn(process.execPath, argumentsOf('start'), {
    cwd: root,
    env: {
      ...timesOf(options),
      CHAOS_CLOCK: clockFile,
      BOT_TOKEN: token,
      BOT_API_ROOT: `${sandboxUrl}/sandbox`,
      NEWSROOM: `${folder}/newsroom.yaml`,
      DATA_DIR: folder,
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(clockFile.replace(/[^/]+$/, 'program.log'), { flags: 'a' });
  child.stderr?.on('data', (bytes) => log.write(bytes));
  let isWanted = true;
  await lineOf(child, /"msg":"ready"/, log);
  child.once('exit', (code, signal) => {
    if (isWanted && signal !== 'SIGKILL') onEnd(code);
  });
  return {
    stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
      isWanted = false;
      return end(child, signal);
    },
  };
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
