/** Who may do what. An act takes an {@link Authorized} value, which only the check here makes. */
import type { Role } from '../../data/schema.ts';

const acts = {
  /** See the queue and the counts, have an address read. */
  see: ['owner', 'editor', 'writer'],
  /** Begin a post, change one's own, put it before the editors. */
  write: ['owner', 'editor', 'writer'],
  /** Send something to a channel, or take it out of the queue. */
  publish: ['owner', 'editor'],
  /** Add a source, or have one looked at. */
  watch: ['owner', 'editor'],
  /** Set up a channel, change how and when it posts, and the follow-us links. */
  arrange: ['owner', 'editor'],
  /** Change what stands in a channel, or take it back. */
  correct: ['owner', 'editor'],
  /** Say something to all subscribers. */
  broadcast: ['owner', 'editor'],
  /** Say who may do what, and change the newsroom itself. */
  manage: ['owner'],
} as const satisfies Record<string, readonly Role[]>;

export type Act = keyof typeof acts;

declare const checked: unique symbol;

/** The proof that the editor was found and may do the act. */
export interface Authorized<A extends Act> {
  readonly editorId: number;
  readonly [checked]: A;
}

interface Roles {
  roleOf(userId: number): Promise<Role | undefined>;
}

/** Whether who has the role may do the act. */
export const allows = (role: Role, act: Act): boolean =>
  (acts[act] as readonly Role[]).includes(role);

/** Checks now, not when the conversation began: an editor may have been removed meanwhile. */
export async function authorise<A extends Act>(
  roles: Roles,
  userId: number,
  act: A,
): Promise<Authorized<A> | undefined> {
  const role = await roles.roleOf(userId);
  return role && allows(role, act) ? ({ editorId: userId } as Authorized<A>) : undefined;
}
