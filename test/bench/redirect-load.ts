/**
 * Readers: keep-alive connections that each ask, wait for the answer and ask again, on bare sockets
 * so that they cost less than the server they measure. Forked; takes orders as messages and sends
 * what came of each.
 */
import { connect, type Socket } from 'node:net';

export interface Load {
  readonly port: number;
  readonly slugs: readonly string[];
  readonly connections: number;
  readonly ms: number;
}

export interface Loaded {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Share of a core that the readers used: near 1 they were slower than the server. */
  readonly busy: number;
}

const PHONES = 200;
const ADDRESSES = 4_000;
const END = Buffer.from('\r\n\r\n');

function requestsFor(slugs: readonly string[]): Buffer[] {
  return Array.from({ length: ADDRESSES }, (_, index) =>
    Buffer.from(
      `GET /${slugs[index % slugs.length]} HTTP/1.1\r\nHost: s.example\r\n` +
        `X-Forwarded-For: 10.0.${index >> 8}.${index & 255}\r\n` +
        `User-Agent: Mozilla/5.0 (Linux; Android ${8 + (index % 8)}; K) AppleWebKit/537.36 ` +
        `(KHTML, like Gecko) Chrome/${120 + (index % (PHONES / 8))}.0.0.0 Mobile Safari/537.36\r\n` +
        'Accept: text/html\r\nAccept-Encoding: gzip, deflate, br\r\nAccept-Language: ar\r\n\r\n',
    ),
  );
}

async function run({ port, slugs, connections, ms }: Load): Promise<Loaded> {
  const requests = requestsFor(slugs);
  const times: number[] = [];
  let next = 0;
  const start = performance.now();
  const cpu = process.cpuUsage();
  const until = start + ms;

  const reader = () =>
    new Promise<void>((resolve, reject) => {
      let asked = 0;
      const socket: Socket = connect(port, '127.0.0.1', ask).setNoDelay();
      function ask() {
        asked = performance.now();
        socket.write(requests[next++ % ADDRESSES] as Buffer);
      }
      socket.on('data', (data: Buffer) => {
        if (!data.subarray(-END.length).equals(END)) return;
        const now = performance.now();
        times.push(now - asked);
        if (now < until) return ask();
        socket.destroy();
        resolve();
      });
      socket.on('error', reject);
    });

  await Promise.all(Array.from({ length: connections }, reader));
  const took = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return {
    perSecond: (times.length / took) * 1_000,
    p50: at(0.5),
    p99: at(0.99),
    busy: (user + system) / 1_000 / took,
  };
}

process.on('message', async (load: Load) => {
  process.send?.(await run(load));
});
