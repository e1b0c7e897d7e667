/**
 * A map that keeps the keys used lately and forgets the others, so that it can't grow. Two
 * generations: a key that is used moves to the young one, and when that is full the old one is
 * forgotten. So a look-up costs one Map.get, where a list by exact age would have to be re-sorted.
 */
export class Recent<Key, Value> {
  #young = new Map<Key, Value>();
  #old: ReadonlyMap<Key, Value> = new Map();
  readonly #generation: number;

  /** @param generation how many keys a generation holds: the map holds that many to twice as many */
  constructor(generation: number) {
    this.#generation = generation;
  }

  get(key: Key): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: Key, value: Value): void {
    if (this.#young.size >= this.#generation && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }
}
