/** Commands for the owner of the server: back-ups, and a look at all that the line depends on. */
import { existsSync, statfsSync } from 'node:fs';
import { Api } from 'grammy';
import { restoreSqlite } from '../../data/database.ts';
import { lockData } from '../../data/lock.ts';
import type { Channel } from '../../data/repositories/channels.ts';
import type { Store } from '../../data/store.ts';
import type { Config } from '../config.ts';
import { findRights, lacking } from '../delivery/rights.ts';
import { describeError, Failure } from '../errors.ts';
import type { Command } from './commands.ts';
import { readSettings, withStore } from './settings.ts';

const line = (text: string): void => void process.stdout.write(`${text}\n`);
const leastFreeBytes = 200 * 1024 * 1024;
const worstClockMs = 30_000;

export const backup: Command = {
  usage: 'backup FILE',
  about: 'Copies the SQLite database into a file, also while the program runs.',
  async run([file]) {
    if (!file) throw new Failure('usage', { usage: this.usage });
    await withStore(async (_store, { backup: copy }) => {
      if (!copy) throw new Failure('usage', { hint: 'PostgreSQL is backed up by pg_dump' });
      await copy(file);
    });
    line(`written: ${file}`);
  },
};

export const restore: Command = {
  usage: 'restore FILE',
  about: 'Puts a back-up in the place of the database; stop the program first.',
  async run([file]) {
    if (!file) throw new Failure('usage', { usage: this.usage });
    const { config } = readSettings();
    const { databaseUrl } = config;
    if (/^postgres/.test(databaseUrl)) {
      throw new Failure('usage', { hint: 'PostgreSQL is restored by pg_restore' });
    }
    const lock = await lockData(config, () => {});
    try {
      if (existsSync(databaseUrl)) {
        const before = `${databaseUrl}.before-restore`;
        await withStore(async (_store, { backup: copy }) => copy?.(before));
        line(`what was there is kept in ${before}`);
      }
      await restoreSqlite(file, databaseUrl);
    } finally {
      await lock.release();
    }
    line(`restored: ${file}`);
  },
};

interface Finding {
  readonly ok: boolean;
  readonly what: string;
}

export const doctor: Command = {
  usage: 'doctor',
  about: 'Checks token, rights in each channel, public address, clock and disk.',
  async run() {
    const findings = await withStore(examine);
    for (const { ok, what } of findings) line(`${ok ? 'ok  ' : 'BAD '} ${what}`);
    return findings.every(({ ok }) => ok) ? 0 : 1;
  },
};

async function examine(store: Store, _database: unknown, config: Config): Promise<Finding[]> {
  return [
    ...(await examineTelegram(store, config)),
    await examinePublicAddress(config),
    examineDisk(config),
  ];
}

async function examineTelegram(store: Store, config: Config): Promise<Finding[]> {
  if (!config.botToken) {
    return [{ ok: true, what: 'token: none, so the sandbox runs; set BOT_TOKEN to go live' }];
  }
  const api = new Api(config.botToken, { apiRoot: config.botApiRoot, timeoutSeconds: 15 });
  try {
    const me = await api.getMe();
    const findings: Finding[] = [
      { ok: true, what: `token: @${me.username}` },
      await examineClock(config.botApiRoot),
    ];
    for (const channel of await store.channels.all()) {
      findings.push(await examineRights(api, channel, me.id));
    }
    return findings;
  } catch (error) {
    return [{ ok: false, what: `token: ${describeError(error).message}` }];
  }
}

async function examineRights(
  api: Api,
  { key, chat, pinMs }: Channel,
  me: number,
): Promise<Finding> {
  const found = await findRights(api, chat, me);
  const where = `channel ${key} (${chat})`;
  if (found.kind === 'unseen') {
    return { ok: false, what: `${where}: ${describeError(found.error).message}` };
  }
  const { rights, status } = found;
  const missing = lacking(rights);
  if (!rights.post) {
    return {
      ok: false,
      what: `${where}: the bot is ${status}: make it an administrator who may post`,
    };
  }
  const what = missing.length > 0 ? `may post; may not ${missing.join(', ')}` : 'may do all';
  return { ok: rights.pin || pinMs === null, what: `${where}: ${what}` };
}

async function examineClock(root: string): Promise<Finding> {
  const date = (await fetch(root, { method: 'HEAD', redirect: 'manual' })).headers.get('date');
  const off = date ? Math.abs(Date.now() - Date.parse(date)) : 0;
  return {
    ok: off < worstClockMs,
    what: `clock: ${Math.round(off / 1_000)} s from Telegram's`,
  };
}

async function examinePublicAddress({ publicUrl, host, port }: Config): Promise<Finding> {
  if (!publicUrl) {
    return { ok: true, what: `public address: none, links lead to http://${host}:${port}` };
  }
  try {
    const { ok, status } = await fetch(`${publicUrl}/healthz`, {
      signal: AbortSignal.timeout(10_000),
    });
    return { ok, what: `public address: ${publicUrl} answers ${status}` };
  } catch (error) {
    const { message } = describeError(error);
    return { ok: false, what: `public address: ${publicUrl} does not lead here (${message})` };
  }
}

function examineDisk({ dataDir }: Config): Finding {
  const { bavail, bsize } = statfsSync(existsSync(dataDir) ? dataDir : '.');
  const free = bavail * bsize;
  return { ok: free > leastFreeBytes, what: `disk: ${Math.round(free / 1024 ** 2)} MB free` };
}
