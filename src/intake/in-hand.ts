/** Work under way that nobody waits for, until the stop does. */
export interface InHand {
  /** A failure is logged, for there is nobody to hear it. */
  track(work: Promise<void>): void;
  /** Waits for all of it, and for what it starts meanwhile. */
  settled(): Promise<void>;
}

export function createInHand(log: { warn(facts: object, text: string): void }): InHand {
  const inHand = new Set<Promise<void>>();
  return {
    track(work) {
      const tracked = work
        .catch((error: unknown) => log.warn({ error }, 'intake could not finish a piece of work'))
        .finally(() => inHand.delete(tracked));
      inHand.add(tracked);
    },
    async settled() {
      while (inHand.size > 0) await Promise.allSettled(inHand);
    },
  };
}
