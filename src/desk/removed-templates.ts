/**
 * Templates that were deleted, by numbers, so that each can be brought back however long after, and
 * whatever else the editor deletes or writes meanwhile.
 */
import type { Template } from '../../data/repositories/templates.ts';
import type { Store } from '../../data/store.ts';

type Kept = Pick<Template, 'name' | 'body'>;

const keyOf = (number: number): string => `removed template ${number}`;

/** @returns the number to bring it back by */
export async function keepRemoved(tx: Store, { name, body }: Kept, now: number): Promise<number> {
  let number = now;
  while ((await tx.settings.get(keyOf(number))) !== undefined) number += 1;
  await tx.settings.set(keyOf(number), JSON.stringify({ name, body }));
  return number;
}

/** Undefined when it was brought back before. */
export async function findRemoved(tx: Store, number: number): Promise<Kept | undefined> {
  const text = await tx.settings.get(keyOf(number));
  return text === undefined ? undefined : JSON.parse(text);
}

export const dropRemoved = (tx: Store, number: number): Promise<void> =>
  tx.settings.remove(keyOf(number));
