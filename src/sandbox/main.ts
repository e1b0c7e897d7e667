/** The sandbox by itself, so that the program can be stopped and started around it. */
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { createSandbox } from './sandbox.ts';
import { createSite } from './site.ts';

const token = '1000000001:local-telegram-of-the-sandbox';
const usage = `npm run sandbox -- [--port 8081] [--state FILE]

A local Telegram: a Bot API server, and a page that shows its chats.

  --port N      where it listens, on 127.0.0.1 (default 8081; 0 takes a free one)
  --state FILE  keeps the chats in FILE over a restart (default: in memory)
`;

function fail(text: string): never {
  process.stderr.write(`${text}\n\n${usage}`);
  process.exit(2);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '8081' },
        state: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    return values;
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

const { port: portText, state: stateFile, help } = readOptions();
if (help) {
  process.stdout.write(usage);
  process.exit(0);
}
const port = Number(portText);
if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`--port ${portText} is no port`);

const now = Date.now;
const sandbox = createSandbox({
  token,
  now,
  site: createSite({ now }),
  ...(stateFile === undefined ? {} : { stateFile }),
});
const server = createServer((request, response) => {
  if (!sandbox.handle(request, response)) {
    response.writeHead(302, { Location: '/sandbox', 'Content-Length': 0 }).end();
  }
});

server.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EADDRINUSE') throw error;
  fail(`port ${port} is taken by another program; choose another with --port`);
});

server.listen(port, '127.0.0.1', () => {
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`;
  process.stdout.write(
    `The sandbox runs. Its page:\n\n  ${url}/sandbox\n\n` +
      `Start the program against it:\n\n` +
      `  BOT_TOKEN=${token} BOT_API_ROOT=${url}/sandbox npm start\n\n` +
      'Its sample site has a feed for newsroom.yaml, whose allow_hosts needs this host:\n\n' +
      `  ${url}/sandbox/site/feed.xml\n\n` +
      `${stateFile === undefined ? 'Chats are kept in memory.' : `Chats are kept in ${stateFile}.`} Ctrl+C stops it.\n`,
  );
});

async function stop(): Promise<void> {
  await sandbox.close();
  server.close();
  server.closeAllConnections();
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
