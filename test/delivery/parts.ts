/** Delivery put together as app.ts does it, for tests against the sandbox. */
import { randomInt } from 'node:crypto';
import { Api } from 'grammy';
import type { Store } from '../../data/store.ts';
import { newSlug } from '../../src/clicks/slugs.ts';
import { createPerform } from '../../src/delivery/call.ts';
import { createChanges } from '../../src/delivery/changes.ts';
import { type ComposerOptions, createComposer } from '../../src/delivery/composer.ts';
import { createLadder, type LadderOptions } from '../../src/delivery/ladder.ts';
import type { ChangeNews } from '../../src/delivery/outcome.ts';
import { fetchPublic } from '../../src/intake/fetch.ts';
import { createLog } from '../../src/log.ts';
import { token } from '../sandbox/running.ts';

export interface PartsOptions {
  readonly store: Store;
  readonly apiRoot: string;
  /** Of the bot; absent: of the sandbox that the tests run. */
  readonly token?: string;
  readonly now: () => number;
  readonly isHushed?: ComposerOptions['isHushed'];
  readonly tell?: (news: ChangeNews) => Promise<void>;
  readonly postAgain?: (postId: number) => Promise<void>;
  readonly card?: LadderOptions['card'];
  readonly allowHosts?: readonly string[];
  readonly met?: (names: readonly string[]) => Promise<void>;
  readonly noticeCard?: () => Promise<Uint8Array | undefined>;
  readonly log?: {
    info(facts: object, text: string): void;
    error(facts: object, text: string): void;
  };
}

export function deliveryParts(options: PartsOptions) {
  const { store, apiRoot, now, tell = async () => {}, postAgain = async () => {} } = options;
  const log = options.log ?? createLog('silent');
  const api = new Api(options.token ?? token, { apiRoot, timeoutSeconds: 5 });
  const ladder = createLadder({
    fetch: fetchPublic,
    allowHosts: async () => options.allowHosts ?? [],
    card: options.card,
  });
  const compose = createComposer({
    store,
    publicUrl: 'http://127.0.0.1:1',
    newSlug: () => newSlug(randomInt),
    isHushed: options.isHushed ?? (() => false),
    now,
    log,
  });
  return {
    api,
    compose,
    perform: createPerform({
      api,
      ladder,
      wantsRich: async ({ chat, threadId }) =>
        (await store.channels.byAddress(chat, threadId))?.rich === 1,
      note: (postId, shown) => store.posts.note(postId, shown),
      met: options.met ?? (async () => {}),
      now,
      log,
    }),
    change: createChanges({
      store,
      api,
      ladder,
      compose,
      noticeCard: options.noticeCard ?? (async () => undefined),
      postAgain,
      tell,
      now,
      log,
    }),
  };
}
