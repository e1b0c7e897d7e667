/** Which layout a channel's posts have. */
import type { Channel } from '../../data/repositories/channels.ts';
import type { Store } from '../../data/store.ts';
import { type Layout, parseLayout } from '../../templates/layout.ts';
import { readyLayout } from '../../templates/ready.ts';

/** @returns undefined when the channel's template has gone: then the standard one holds */
export async function layoutOf(
  store: Store,
  { template }: Pick<Channel, 'template'>,
): Promise<Layout | undefined> {
  return readyLayout(template) ?? ownLayout((await store.templates.named(template))?.body);
}

/** The layout of an own template's body, which was checked when it was saved. */
export function ownLayout(body: string | undefined): Layout | undefined {
  const layout = body === undefined ? undefined : parseLayout(body);
  return layout && !('problems' in layout) ? layout : undefined;
}
