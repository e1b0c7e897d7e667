import type { Db } from '../database.ts';

/** A button of a post and the address that it leads to. */
export interface LinkTarget {
  /** `read`, or `follow:` and the network. */
  readonly button: string;
  readonly target: string;
}

export interface FoundLink {
  readonly id: number;
  readonly target: string;
}

export interface PostLink extends LinkTarget {
  readonly slug: string;
}

/** So many slugs in a row can only be taken when the randomness is broken. */
const MAX_ROUNDS = 10;

export type Links = ReturnType<typeof links>;

export function links(db: Db) {
  async function ofPost(postId: number): Promise<PostLink[]> {
    return db
      .selectFrom('link')
      .select(['button', 'slug', 'target'])
      .where('postId', '=', postId)
      .orderBy('id')
      .execute();
  }

  return {
    ofPost,

    /** What the redirect needs to know of a slug; undefined when nobody has it. */
    async find(slug: string): Promise<FoundLink | undefined> {
      return db
        .selectFrom('link')
        .select(['id', 'target'])
        .where('slug', '=', slug)
        .executeTakeFirst();
    },

    /**
     * Gives each button of a post its link, to be called in the transaction that writes the post.
     * Called again it changes nothing, but leads a button to its new address when that has changed:
     * the slug stands in messages that are out already.
     *
     * @param newSlug a random slug (src/clicks/slugs.ts); asked again when the slug is taken
     * @returns the slug of each button
     */
    async ensure(
      post: { readonly id: number; readonly channelId: number },
      targets: readonly LinkTarget[],
      { now, newSlug }: { readonly now: number; readonly newSlug: () => string },
    ): Promise<Map<string, string>> {
      const wanted = new Map(targets.map(({ button, target }) => [button, target]));
      for (let round = 0; round < MAX_ROUNDS; round++) {
        const present = await ofPost(post.id);
        for (const { button, target } of present) {
          const newTarget = wanted.get(button);
          if (newTarget === undefined || newTarget === target) continue;
          await db
            .updateTable('link')
            .set({ target: newTarget })
            .where('postId', '=', post.id)
            .where('button', '=', button)
            .execute();
        }
        const slugs = new Map(present.map(({ button, slug }) => [button, slug]));
        const missing = [...wanted].filter(([button]) => !slugs.has(button));
        if (missing.length === 0) {
          return new Map([...slugs].filter(([button]) => wanted.has(button)));
        }
        // A taken slug is left out rather than refused: in PostgreSQL a refused statement would end
        // the caller's transaction.
        await db
          .insertInto('link')
          .values(
            missing.map(([button, target]) => ({
              slug: newSlug(),
              postId: post.id,
              channelId: post.channelId,
              button,
              target,
              createdAt: now,
            })),
          )
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
      throw new Error(`no free slug for post ${post.id} after ${MAX_ROUNDS} rounds`);
    },
  };
}
