/** What many ask for at once is made once. */

/**
 * Makes a function that keeps for a while what it has made, and gives it to all who ask for the same.
 * A failure is not kept: whoever asks next tries again.
 *
 * @param forMs how long, in milliseconds
 */
export function remembering<K, V>(
  make: (key: K) => Promise<V>,
  { forMs, now }: { readonly forMs: number; readonly now: () => number },
): (key: K) => Promise<V> {
  const kept = new Map<K, { readonly at: number; readonly made: Promise<V> }>();
  // Also what a clock has made that was set back since.
  const isOld = (at: number, made: number) => Math.abs(at - made) >= forMs;
  return (key) => {
    const at = now();
    for (const [old, one] of kept) if (isOld(at, one.at)) kept.delete(old);
    const found = kept.get(key);
    if (found) return found.made;
    const made = make(key);
    kept.set(key, { at, made });
    made.catch(() => kept.delete(key));
    return made;
  };
}
