import type { Store } from '../../data/store.ts';
import type { Metric } from './metrics.ts';

const dayMs = 24 * 60 * 60_000;

/** How each source does: the same figures as /sources. */
export async function sourceMetrics(store: Store, at: number): Promise<Metric[]> {
  const sources = await store.sources.all();
  const items = await store.entries.countSince(at - dayMs);
  const gauge = (
    name: string,
    help: string,
    value: (source: (typeof sources)[number]) => number | null,
  ): Metric => ({
    name,
    help,
    type: 'gauge',
    label: 'source',
    values: new Map(
      sources.flatMap((source): [string, number][] => {
        const told = value(source);
        return told === null ? [] : [[source.name, told]];
      }),
    ),
  });
  return [
    gauge(
      'barqiya_source_last_success_timestamp_seconds',
      'When the source was last read.',
      ({ lastSuccessAt }) => lastSuccessAt && lastSuccessAt / 1_000,
    ),
    gauge(
      'barqiya_source_failures',
      'Failures of the source in a row.',
      ({ failures }) => failures,
    ),
    gauge(
      'barqiya_source_items_per_day',
      'New items of the last 24 hours.',
      ({ id }) => items.get(id) ?? 0,
    ),
    gauge(
      'barqiya_source_delay_seconds',
      'Median time from published to taken in, of the latest items.',
      ({ delayMs }) => delayMs && delayMs / 1_000,
    ),
  ];
}
