/** The least that node:http can do for a redirect: what src/clicks/redirect.ts is measured by. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const headers = { Location: 'https://news.example/read', 'Content-Length': '0' };
const server = createServer((_, response) => {
  response.writeHead(302, headers).end();
});

server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as AddressInfo).port }),
);

process.on('message', () => {
  const { user, system } = process.threadCpuUsage();
  process.send?.({ cpu: user + system });
});
process.on('SIGTERM', () => process.exit());
