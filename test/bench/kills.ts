/** What kill -9 costs under load: twenty times, at twenty moments. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tapThroughKills } from '../clicks/kills.ts';

const KILLS = 20;

/** Prints clicks replied to, lost, and counted twice. Takes some 30 seconds. */
export async function benchKills(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'barqiya-bench-'));
  try {
    const moments = Array.from({ length: KILLS }, (_, kill) => 100 + kill * 37);
    const { replied, stored, totalled, lost, twice } = await tapThroughKills(folder, moments);
    print(
      `  ${KILLS} kill -9 under load: ${replied} clicks replied to, ${lost} lost, ${twice} counted ` +
        `twice (wanted 0 and 0); ${stored} stored, ${totalled} in the totals`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
