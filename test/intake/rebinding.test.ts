/** A name server that answers as it likes: what was checked is what is connected to. */
import type { LookupAddress } from 'node:dns';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { fetchPublic } from '../../src/intake/fetch.ts';

const answers: LookupAddress[][] = [];
const lookup = vi.hoisted(() => vi.fn());
vi.mock('node:dns', () => ({ lookup }));

afterEach(() => {
  answers.length = 0;
  lookup.mockReset();
});

/** The name server's next answers, in turn. */
function answering(...lists: string[][]) {
  answers.push(...lists.map((list) => list.map((address) => ({ address, family: 4 }))));
  lookup.mockImplementation((_host, _options, done) => done(null, answers.shift() ?? []));
}

it('refuses a name with one private address among public ones', async () => {
  answering(['1.1.1.1', '10.0.0.1']);
  await expect(fetchPublic('http://shore.example/', { allowHosts: [] })).rejects.toMatchObject({
    code: 'address-private',
    facts: { host: 'shore.example' },
  });
});

it('asks once: a second answer has no say', async () => {
  const server = createServer((_, response) => response.end('داخلي')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  answering(['127.0.0.1'], ['1.1.1.1']);
  await expect(
    fetchPublic(`http://rebind.example:${port}/`, { allowHosts: [] }),
  ).rejects.toMatchObject({ code: 'address-private' });
  expect(lookup).toHaveBeenCalledTimes(1);
  server.close();
});

it('checks the name that a redirect leads to', async () => {
  const server = createServer((_, response) =>
    response.writeHead(302, { Location: 'http://metadata.example/' }).end(),
  ).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  answering(['169.254.169.254']);
  const allowHosts = [`127.0.0.1:${port}`];
  await expect(fetchPublic(`http://127.0.0.1:${port}/`, { allowHosts })).rejects.toMatchObject({
    code: 'address-private',
    facts: { host: 'metadata.example' },
  });
  server.close();
});
