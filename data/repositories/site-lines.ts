import { createHash } from 'node:crypto';
import type { Db } from '../database.ts';

/** Lines that a site prints under its articles, known by a hash of their matching form. */
export function siteLines(db: Db) {
  return {
    /** Those of the lines that at least `articles` articles of the host have carried. */
    async known(host: string, lines: readonly string[], articles: number): Promise<Set<string>> {
      if (lines.length === 0) return new Set();
      const byHash = new Map(lines.map((line) => [hashOf(line), line]));
      const rows = await db
        .selectFrom('siteLine')
        .select('hash')
        .where('host', '=', host)
        .where('hash', 'in', [...byHash.keys()])
        .where('articles', '>=', articles)
        .execute();
      return new Set(rows.map(({ hash }) => byHash.get(hash) ?? ''));
    },

    /** Counts one more article of the host that carries the lines. */
    async count(host: string, lines: readonly string[], now: number): Promise<void> {
      if (lines.length === 0) return;
      await db
        .insertInto('siteLine')
        .values(lines.map((line) => ({ host, hash: hashOf(line), articles: 1, lastAt: now })))
        .onConflict((c) =>
          c
            .columns(['host', 'hash'])
            .doUpdateSet((e) => ({ articles: e('siteLine.articles', '+', 1), lastAt: now })),
        )
        .execute();
    },

    /** Forgets lines that no article has carried since: nearly all stood in one article only. */
    async forget(before: number): Promise<void> {
      await db.deleteFrom('siteLine').where('lastAt', '<', before).execute();
    },
  };
}

/** 48 bits: a safe integer, and enough for the lines of one site. */
const hashOf = (line: string): number =>
  createHash('sha256').update(line).digest().readUIntBE(0, 6);

export type SiteLines = ReturnType<typeof siteLines>;
