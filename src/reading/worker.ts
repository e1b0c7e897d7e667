/** The worker process of reader.ts: reads what it is sent, until the program that sent it goes. */
import { Failure } from '../errors.ts';
import { readFeed } from './feed.ts';
import { type ReadOptions, readPage } from './page.ts';

/** What the reader sends. */
export interface Job {
  kind: 'page' | 'feed';
  bytes: Uint8Array;
  options: ReadOptions;
}

/** What comes back: the first message is `ready`, then one for each job. */
export type Outcome =
  | { ready: true }
  | { value: unknown }
  | { code: Failure['code']; facts: Failure['facts'] };

process.on('message', ({ kind, bytes, options }: Job) => {
  process.send?.(run(kind, bytes, options));
});
process.send?.({ ready: true } satisfies Outcome);

function run(kind: Job['kind'], bytes: Uint8Array, options: ReadOptions): Outcome {
  try {
    return { value: kind === 'page' ? readPage(bytes, options) : readFeed(bytes, options) };
  } catch (error) {
    if (error instanceof Failure) return { code: error.code, facts: error.facts };
    // A page that breaks the parser is a page without an article, and the batch goes on.
    return {
      code: kind === 'page' ? 'page-no-article' : 'feed-invalid',
      facts: {
        ...(options.url && { url: options.url }),
        reason: error instanceof Error ? error.message : String(error),
      },
    };
  }
}
