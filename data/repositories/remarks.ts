import type { Db } from '../database.ts';

export interface Remark {
  readonly editorId: number;
  /** Null until the editor has said something to the bot. */
  readonly name: string | null;
  readonly text: string;
}

/** What editors tell each other about an article. */
export function remarks(db: Db) {
  return {
    async add(remark: {
      readonly articleId: number;
      readonly editorId: number;
      readonly text: string;
      readonly at: number;
    }): Promise<void> {
      await db.insertInto('remark').values(remark).execute();
    },

    /** Oldest first. */
    of: (articleId: number): Promise<Remark[]> =>
      db
        .selectFrom('remark')
        .leftJoin('editor', 'editor.id', 'remark.editorId')
        .select(['remark.editorId', 'remark.text', 'editor.name'])
        .where('articleId', '=', articleId)
        .orderBy('remark.id')
        .execute(),
  };
}

export type Remarks = ReturnType<typeof remarks>;
