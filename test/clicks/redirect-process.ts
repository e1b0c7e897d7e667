/**
 * The redirect with its log and its drainer as a process that can be killed. Forked with the SQLite
 * file and the log's folder as arguments, and `durable` or nothing; sends its port, and on any message the CPU time of its
 * main thread so far, in microseconds. SIGTERM ends it in order.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { migrate, openSqlite } from '../../data/database.ts';
import { clicks as clicksOf } from '../../data/repositories/clicks.ts';
import { links as linksOf } from '../../data/repositories/links.ts';
import { startDrainer } from '../../src/clicks/drainer.ts';
import { openClickLog } from '../../src/clicks/log.ts';
import { createRedirect } from '../../src/clicks/redirect.ts';
import { retentionOf } from '../../src/clicks/retention.ts';
import { createSalts } from '../../src/clicks/salts.ts';
import { createJudge } from '../../src/clicks/visit.ts';

const [, , file = '', folder = '', durable] = process.argv;

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
}

const database = openSqlite(file);
await migrate(database);
const clicks = clicksOf(database.db);
const random = () => randomBytes(16).toString('hex');
const salts = createSalts({ clicks, zone: 'Asia/Aden', random, onError: fail });
await salts.refresh(Date.now());
const { segment } = await clicks.progress();
const log = openClickLog({
  folder,
  after: segment,
  durable: durable === 'durable',
  onFailure: fail,
});
const drainer = startDrainer({
  database: file,
  folder,
  zone: 'Asia/Aden',
  retention: retentionOf(),
  onError: fail,
});
const redirect = createRedirect({
  find: linksOf(database.db).find,
  log,
  judge: createJudge(salts.of),
  now: Date.now,
  unknownPage: () => '',
  onError: fail,
});
const server = createServer((request, response) => {
  if (!redirect(request, response)) response.writeHead(404).end();
});

server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as AddressInfo).port }),
);

process.on('message', () => {
  const { user, system } = process.threadCpuUsage();
  process.send?.({ cpu: user + system });
});

process.on('SIGTERM', async () => {
  server.close();
  server.closeAllConnections();
  log.close();
  await drainer.stop();
  await database.close();
  process.disconnect?.();
});
