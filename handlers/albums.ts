/**
 * The pictures of an album come one update each, and no update says which is the last: what is to be
 * shown of it is shown once no more have come for a while. After a restart it is simply not shown; the
 * draft is a row, and waits under /publish.
 */

/** Telegram sends an album's messages within a moment of each other. */
const quietMs = 700;

export interface Albums {
  /** Does the last work that was given for an album, once nothing more is given for it. */
  after(album: string, work: () => Promise<void>): void;
}

export function createAlbums(log: { error(facts: object, text: string): void }): Albums {
  const waiting = new Map<string, NodeJS.Timeout>();
  return {
    after(album, work) {
      clearTimeout(waiting.get(album));
      const timer = setTimeout(() => {
        waiting.delete(album);
        work().catch((error: unknown) => log.error({ error }, 'an album could not be shown'));
      }, quietMs);
      waiting.set(album, timer);
    },
  };
}
