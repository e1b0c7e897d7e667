/** The worker process of reader.ts: reads what it is sent, until the program that sent it goes. */
import { Failure } from '../errors.ts';
import { readFeed } from './feed.ts';
import { type ReadOptions, readPage } from './page.ts';
import { readSite } from './site.ts';

/** What the reader sends. */
export interface Job {
  kind: 'page' | 'feed' | 'site';
  bytes: Uint8Array;
  options: ReadOptions;
}

/** What comes back: the first message is `ready`, then one for each job. */
export type Outcome =
  | { ready: true }
  | { value: unknown }
  | { code: Failure['code']; facts: Failure['facts'] };

const readers = { page: readPage, feed: readFeed, site: readSite };

process.on('message', ({ kind, bytes, options }: Job) => {
  process.send?.(run(kind, bytes, options));
});
process.send?.({ ready: true } satisfies Outcome);

function run(kind: Job['kind'], bytes: Uint8Array, options: ReadOptions): Outcome {
  try {
    return { value: readers[kind](bytes, options) };
  } catch (error) {
    if (error instanceof Failure) return { code: error.code, facts: error.facts };
    // A page that breaks the parser is a page without an article, and the batch goes on.
    return {
      code: kind === 'feed' ? 'feed-invalid' : 'page-no-article',
      facts: {
        ...(options.url && { url: options.url }),
        reason: error instanceof Error ? error.message : String(error),
      },
    };
  }
}
