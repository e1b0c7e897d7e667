import type { Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { TemplateTable } from '../schema.ts';

export type Template = Selectable<TemplateTable>;

/** The newsroom's own templates; the ready ones stand in templates/ready.ts. */
export function templates(db: Db) {
  const find = (id: number): Promise<Template | undefined> =>
    db.selectFrom('template').selectAll().where('id', '=', id).executeTakeFirst();

  const templateOf = async (channelId: number): Promise<string | undefined> => {
    const channel = await db
      .selectFrom('channel')
      .select('template')
      .where('id', '=', channelId)
      .where('removedAt', 'is', null)
      .executeTakeFirst();
    return channel?.template;
  };

  return {
    find,

    all: (): Promise<Template[]> => db.selectFrom('template').selectAll().orderBy('id').execute(),

    named: (name: string): Promise<Template | undefined> =>
      db.selectFrom('template').selectAll().where('name', '=', name).executeTakeFirst(),

    /** Makes a template, or gives the one of this name another body and keeps what it was. */
    save: (
      { name, body }: Pick<Template, 'name' | 'body'>,
      { editorId, at }: { editorId: number; at: number },
    ): Promise<Template> =>
      db
        .insertInto('template')
        .values({ name, body, createdBy: editorId, createdAt: at, origin: 'telegram' })
        .onConflict((c) =>
          c.column('name').doUpdateSet((e) => ({
            previousBody: e.ref('template.body'),
            body,
            revision: e('template.revision', '+', 1),
          })),
        )
        .returningAll()
        .executeTakeFirstOrThrow(),

    /**
     * Gives a template back the body that it had before a save.
     *
     * @param revision that the save made
     * @returns undefined when it was changed again since, or had no body before
     */
    undo: (id: number, revision: number): Promise<Template | undefined> =>
      db
        .updateTable('template')
        .set((e) => ({
          body: e.fn.coalesce('previousBody', 'body'),
          previousBody: null,
          revision: e('revision', '+', 1),
        }))
        .where('id', '=', id)
        .where('revision', '=', revision)
        .where('previousBody', 'is not', null)
        .returningAll()
        .executeTakeFirst(),

    async remove(id: number): Promise<void> {
      await db.deleteFrom('template').where('id', '=', id).execute();
    },

    /**
     * Brings the templates of newsroom.yaml to what it says. What editors made in Telegram under
     * other names is left alone.
     *
     * @param bodies by name
     */
    async tell(bodies: Readonly<Record<string, string>>, now: number): Promise<void> {
      for (const [name, body] of Object.entries(bodies)) {
        await db
          .insertInto('template')
          .values({ name, body, createdAt: now, origin: 'file' })
          .onConflict((c) =>
            c
              .column('name')
              .doUpdateSet((e) => ({
                body,
                previousBody: null,
                revision: e('template.revision', '+', 1),
                origin: 'file',
              }))
              .where((e) =>
                e.or([e('template.body', '!=', body), e('template.origin', '!=', 'file')]),
              ),
          )
          .execute();
      }
      const told = Object.keys(bodies);
      await db
        .deleteFrom('template')
        .where('origin', '=', 'file')
        .$if(told.length > 0, (query) => query.where('name', 'not in', told))
        .execute();
    },

    /**
     * Gives a channel another template, and notes which one it had.
     *
     * @returns the choice's number, or undefined when there is no such channel
     */
    async choose(
      channelId: number,
      after: string,
      { editorId, at }: { editorId: number; at: number },
    ): Promise<number | undefined> {
      const before = await templateOf(channelId);
      if (before === undefined) return undefined;
      await db
        .updateTable('channel')
        .set({ template: after })
        .where('id', '=', channelId)
        .execute();
      const { id } = await db
        .insertInto('templateChoice')
        .values({ channelId, before, after, editorId, at })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },

    /** The template that a choice has replaced, while the chosen one still stands. */
    async choiceBefore(choiceId: number): Promise<{ channelId: number; name: string } | undefined> {
      const choice = await db
        .selectFrom('templateChoice')
        .selectAll()
        .where('id', '=', choiceId)
        .executeTakeFirst();
      if (!choice || (await templateOf(choice.channelId)) !== choice.after) return undefined;
      return { channelId: choice.channelId, name: choice.before };
    },
  };
}

export type Templates = ReturnType<typeof templates>;
