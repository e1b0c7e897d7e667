import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/errors.ts';
import { readBody } from '../../src/web/body.ts';

let server: Server;
let port: number;
/** What became of each body: its length, or the failure's code. */
let outcomes: (string | number)[];

beforeEach(async () => {
  outcomes = [];
  server = createServer(async (request, response) => {
    try {
      outcomes.push((await readBody(request, { maxBytes: 10, timeoutMs: 60 })).length);
    } catch (error) {
      outcomes.push(error instanceof Failure ? error.code : String(error));
    }
    response.writeHead(200, { Connection: 'close' }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterEach(() => {
  server.close().closeAllConnections();
});

/** Sends bytes as they are, and waits for the answer. */
async function send(text: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`POST / HTTP/1.1\r\nHost: x\r\n${text}`);
  await once(socket, 'data');
  socket.destroy();
}

describe('readBody', () => {
  it('takes what fits, however it is cut', async () => {
    await send('Content-Length: 10\r\n\r\n0123456789');
    await send('Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n');
    await send('\r\n');
    expect(outcomes).toEqual([10, 5, 0]);
  });

  it('stops at a length that is told, and at one that is not', async () => {
    await send('Content-Length: 11\r\n\r\n');
    await send('Transfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n6\r\nghijkl\r\n');
    expect(outcomes).toEqual(['body-too-big', 'body-too-big']);
  });

  it('does not wait for a sender that drips, or leaves', async () => {
    await send('Content-Length: 10\r\n\r\n01');
    const socket = connect(port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n01');
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
    while (outcomes.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(outcomes).toEqual(['body-too-slow', 'body-too-slow']);
  });
});
