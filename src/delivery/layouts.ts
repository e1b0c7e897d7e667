/** Which layout a channel's posts have. */
import type { Channel } from '../../data/repositories/channels.ts';
import type { Store } from '../../data/store.ts';
import { type Layout, ownLayout } from '../../templates/layout.ts';
import { readyLayout } from '../../templates/ready.ts';

/** @returns undefined when the channel's template has gone: then the standard one holds */
export async function layoutOf(
  store: Store,
  { template }: Pick<Channel, 'template'>,
): Promise<Layout | undefined> {
  return readyLayout(template) ?? ownLayout((await store.templates.named(template))?.body);
}
