import type { Db } from '../database.ts';
import { withUtm } from './utm.ts';

/** A button of a post and the address that it leads to. */
export interface LinkTarget {
  /** `read`, `reader` for those of the bot, `follow:` and the network, `related:` or `digest:` and a number. */
  readonly button: string;
  readonly target: string;
}

/** The buttons that lead to articles; the others lead to the newsroom's own pages elsewhere. */
const toArticle = /^(read|reader|related|digest)\b/;

export interface FoundLink {
  readonly id: number;
  readonly target: string;
}

export interface PostLink extends LinkTarget {
  readonly id: number;
  readonly slug: string;
}

/** So many slugs in a row can only be taken when the randomness is broken. */
const MAX_ROUNDS = 10;

export type Links = ReturnType<typeof links>;

export function links(db: Db) {
  async function ofPost(postId: number): Promise<PostLink[]> {
    return db
      .selectFrom('link')
      .select(['id', 'button', 'slug', 'target'])
      .where('postId', '=', postId)
      .orderBy('id')
      .execute();
  }

  /** How a channel's buttons are tagged: with UTM parameters, where it wants them. */
  async function taggingOf(channelId: number): Promise<(link: LinkTarget) => string> {
    const channel = await db
      .selectFrom('channel')
      .select(['key', 'utm'])
      .where('id', '=', channelId)
      .executeTakeFirst();
    return ({ button, target }) => {
      const [content] = toArticle.exec(button) ?? [];
      // What editors wrote themselves is read in Telegram, which has no statistics to tell.
      const isPage = content !== undefined && !target.startsWith('https://t.me/');
      return channel?.utm && isPage ? withUtm(target, channel.key, content) : target;
    };
  }

  const leadTo = (id: number, target: string) =>
    db.updateTable('link').set({ target }).where('id', '=', id).execute();

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
     * the slug stands in messages that are out already. Links to articles get UTM parameters on
     * channels that want them.
     *
     * @param newSlug a random slug (src/clicks/slugs.ts); asked again when the slug is taken
     * @returns the slug of each button
     */
    async ensure(
      post: { readonly id: number; readonly channelId: number },
      targets: readonly LinkTarget[],
      { now, newSlug }: { readonly now: number; readonly newSlug: () => string },
    ): Promise<Map<string, string>> {
      const tagged = await taggingOf(post.channelId);
      const wanted = new Map(targets.map((link) => [link.button, tagged(link)]));
      for (let round = 0; round < MAX_ROUNDS; round++) {
        const present = await ofPost(post.id);
        for (const { id, button, target } of present) {
          const newTarget = wanted.get(button);
          if (newTarget === undefined || newTarget === target) continue;
          await leadTo(id, newTarget);
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

    /**
     * An article has moved: leads every link to its former address on to the new one, with the UTM
     * parameters that it had. The redirect knows within a minute.
     *
     * @returns how many links there were
     */
    async retarget({ from, to }: { readonly from: string; readonly to: string }): Promise<number> {
      const links = await db
        .selectFrom('link')
        .select(['id', 'channelId', 'button', 'target'])
        .where((eb) =>
          eb.or([
            eb('button', 'in', ['read', 'reader']),
            eb('button', 'like', 'related:%'),
            eb('button', 'like', 'digest:%'),
          ]),
        )
        .where((eb) =>
          eb(eb.fn<string>('substr', ['target', eb.lit(1), eb.val([...from].length)]), '=', from),
        )
        .execute();
      let moved = 0;
      for (const { id, channelId, button, target } of links) {
        const tagged = await taggingOf(channelId);
        // The same beginning may be another article's, as in /news/1 and /news/12.
        const isTo = [from, tagged({ button, target: from })].includes(target);
        if (!isTo) continue;
        await leadTo(id, target === from ? to : tagged({ button, target: to }));
        moved += 1;
      }
      return moved;
    },
  };
}
