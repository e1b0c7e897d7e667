/** The state with its journal: one way to change it, and a word to those who watch. */
import { openJournal } from './journal.ts';
import { apply, type Change, type State } from './state.ts';

export type Store = ReturnType<typeof openStore>;

/** @param file where it is kept; absent: nowhere */
export function openStore(file: string | undefined) {
  const journal = openJournal(file);
  const { state } = journal;
  const watchers = new Set<(change: Change) => void>();
  return {
    state: state as Readonly<State>,

    /** Makes all changes or none: they are on the disk as one line before anyone sees them. */
    commit(...changes: readonly Change[]): void {
      journal.append(changes);
      for (const change of changes) apply(state, change);
      for (const change of changes) for (const watch of watchers) watch(change);
    },

    /** @returns a function that ends the watch */
    watch(watcher: (change: Change) => void): () => void {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },

    close(): void {
      journal.close();
    },
  };
}
