/** Pushes of a newsroom's own CMS: checked, kept, answered; then taken in, whole articles at once. */
import type { Push } from '../../data/repositories/pushes.ts';
import { filterOf } from '../../data/repositories/sources.ts';
import { Failure } from '../errors.ts';
import { cleanAddress } from '../reading/address.ts';
import { type Intake, type IntakeOptions, pageRetriesMs, passes, toArticle } from './intake.ts';
import { pushedArticle, readPushed, sourceOf } from './pushed.ts';
import { isPushSignature, pushSignature } from './signatures.ts';

/** How far a push's timestamp may be from our clock, either way. */
const windowMs = 5 * 60_000;
/** Articles wait for a language model at most; addresses for their pages, beside them. */
const atOnce = { article: 8, address: 2 };
const dueAtOnce = 100;

export interface PushesOptions
  extends Pick<
    IntakeOptions,
    'store' | 'desk' | 'summarise' | 'breakingTags' | 'now' | 'log' | 'report'
  > {
  readonly readPage: Intake['readPage'];
  /** The key of the signatures; undefined: nothing is taken. */
  readonly secret: string | undefined;
}

/** A push as HTTP brings it. */
export interface Received {
  /** Unix seconds, as sent. */
  readonly timestamp: string | undefined;
  /** `sha256=` and hex, as sent. */
  readonly signature: string | undefined;
  readonly body: Uint8Array;
}

export type Pushes = ReturnType<typeof createPushes>;

export function createPushes(options: PushesOptions) {
  const { store, desk, now, log, secret, summarise } = options;
  const inHand = new Map<number, { kind: keyof typeof atOnce; work: Promise<void> }>();
  let looking: Promise<void> | undefined;
  let lookAgain = false;
  let stopping = false;

  const take = async (push: Push): Promise<void> => {
    try {
      const pushed = readPushed(push.body);
      const source = sourceOf(pushed, await store.sources.all());
      const whole = pushedArticle(pushed);
      const page = whole ?? (await options.readPage(pushed.url, source?.zone ?? null));
      const article = await toArticle(page, {
        now: now(),
        from: source && { source },
        breaking: pushed.breaking,
        breakingTags: await options.breakingTags(),
        summarise,
      });
      const taken = await desk.take(whole ? { ...article, toldBy: 'push' } : article, {
        pushId: push.id,
        sourceName: source?.name ?? null,
        ...(source ? { filter: filterOf(source) } : {}),
      });
      log.info({ push: push.id, article: taken.article.id, isNew: taken.isNew }, 'push taken in');
    } catch (error) {
      await failed(push, error);
    }
  };

  const failed = async (push: Push, error: unknown): Promise<void> => {
    const attempts = push.attempts + 1;
    const wait = passes(error) ? pageRetriesMs[push.attempts] : undefined;
    await store.pushes.failed(push.id, {
      state: wait === undefined ? 'failed' : 'new',
      attempts,
      nextTryAt: now() + (wait ?? 0),
      failure: error instanceof Failure ? error.code : 'unexpected',
    });
    log.warn({ push: push.id, url: push.url, attempts, error }, 'a push could not be taken in');
    if (wait === undefined) await options.report({ kind: 'article', url: push.url, error });
  };

  const look = async (): Promise<void> => {
    for (const push of await store.pushes.due(now(), dueAtOnce)) {
      const kind = push.whole ? 'article' : 'address';
      const busy = [...inHand.values()].filter((other) => other.kind === kind).length;
      if (stopping || inHand.has(push.id) || busy >= atOnce[kind]) continue;
      const work = take(push).finally(() => {
        inHand.delete(push.id);
        wake();
      });
      inHand.set(push.id, { kind, work });
    }
  };

  /** Never two looks at once: the second would start what the first has just finished. */
  const tick = async (): Promise<void> => {
    lookAgain = true;
    looking ??= (async () => {
      while (lookAgain && !stopping) {
        lookAgain = false;
        await look();
      }
    })().finally(() => {
      looking = undefined;
    });
    await looking;
  };

  const wake = () =>
    void tick().catch((error: unknown) => log.warn({ error }, 'pushes wait for the next tick'));

  return {
    /** Takes in what waits; returns at once. */
    tick,

    /**
     * Checks what may be checked before a body is read.
     *
     * @throws Failure `intake-off`, `push-unsigned`, `push-stale`
     */
    admit({ timestamp, signature }: Omit<Received, 'body'>): void {
      if (secret === undefined) throw new Failure('intake-off');
      if (!timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) {
        throw new Failure('push-unsigned');
      }
      const off = Math.abs(now() - Number(timestamp) * 1_000);
      if (off > windowMs) throw new Failure('push-stale', { seconds: Math.round(off / 1_000) });
    },

    /**
     * Keeps a push; when this returns, it will be taken in whatever happens.
     *
     * @returns its number
     * @throws Failure as `admit`; `push-forged`, `push-invalid`, `push-replayed`
     */
    async accept(received: Received): Promise<number> {
      this.admit(received);
      const { timestamp = '', signature = '', body } = received;
      const expected = pushSignature(secret ?? '', timestamp, body);
      if (!isPushSignature(signature, expected)) throw new Failure('push-forged');
      const text = decode(body);
      const pushed = readPushed(text);
      const whole = pushedArticle(pushed) !== undefined;
      sourceOf(pushed, await store.sources.all());
      const id = await store.pushes.add({
        signature: expected,
        url: cleanAddress(pushed.url) ?? pushed.url,
        body: text,
        whole: whole ? 1 : 0,
        receivedAt: now(),
      });
      if (id === undefined) throw new Failure('push-replayed');
      wake();
      return id;
    },

    /** Starts nothing more, and waits for what is under way. */
    async stop(): Promise<void> {
      stopping = true;
      await looking;
      await Promise.all([...inHand.values()].map(({ work }) => work));
    },
  };
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new Failure('push-invalid', { body: 'write JSON in UTF-8' });
  }
}
