/** Who works at the desk: invitations, dismissals, and what each one did. */
import type { Editor } from '../../data/repositories/people.ts';
import type { Role } from '../../data/schema.ts';
import type { Store } from '../../data/store.ts';
import type { Act, Authorized } from './authorise.ts';

/** An invitation that nobody takes is no open door. */
const invitationMs = 24 * 60 * 60_000;

/** What editors may be invited as; owners stand in newsroom.yaml. */
export type InvitedRole = Exclude<Role, 'owner'>;

/** What became of an invitation. */
export type TakenUp =
  | { readonly kind: 'joined'; readonly role: Role }
  /** Whoever opened it is as much already. */
  | { readonly kind: 'no more'; readonly role: Role }
  /** It was taken up, or nobody did in time. */
  | { readonly kind: 'over' };

const ranks: Readonly<Record<Role, number>> = { writer: 1, editor: 2, owner: 3 };

/** As {@link StaffOptions.newToken} makes them; nothing else that a `/start` brings looks so. */
const isInvitation = (payload: string): boolean => /^[0-9a-f]{32}$/.test(payload);

export interface StaffOptions {
  readonly store: Store;
  readonly now: () => number;
  /** 32 hexadecimal digits, hard to guess. */
  readonly newToken: () => string;
}

export type Staff = ReturnType<typeof createStaff>;

export function createStaff({ store, now, newToken }: StaffOptions) {
  return {
    /** @returns the payload of `/start` that makes one person an editor, once, within 24 hours */
    invite: (role: InvitedRole, by: Authorized<'manage'>): Promise<string> =>
      store.transaction(async (tx) => {
        const token = newToken();
        const expiresAt = now() + invitationMs;
        await tx.people.invite({ token, role, invitedBy: by.editorId, expiresAt });
        await note(tx, by, 'invite', role, now());
        return token;
      }),

    /**
     * Takes up an invitation. One that would give its taker no more than they are stays for another.
     *
     * @returns undefined when the payload is no invitation
     */
    accept: (payload: string, person: { id: number; name: string }): Promise<TakenUp | undefined> =>
      store.transaction(async (tx) => {
        const present = await tx.people.roleOf(person.id);
        const offered = await tx.people.offered(payload, now());
        if (offered && present && ranks[present] >= ranks[offered]) {
          return { kind: 'no more', role: present };
        }
        const role = await tx.people.accept(payload, person.id, now());
        // Whoever has joined by it, and opens it again, has come to the right place.
        if (!role) return isInvitation(payload) && !present ? { kind: 'over' } : undefined;
        await tx.people.named(person.id, person.name);
        await tx.people.wrote({ at: now(), editorId: person.id, act: 'join', subject: role });
        return { kind: 'joined', role };
      }),

    /** @returns who was dismissed, or undefined for an owner and for who has left before */
    dismiss: (id: number, by: Authorized<'manage'>): Promise<Editor | undefined> =>
      store.transaction(async (tx) => {
        const editor = (await tx.people.staff()).find((one) => one.id === id);
        if (!editor || !(await tx.people.dismiss(id, now()))) return undefined;
        await note(tx, by, 'dismiss', editor.name ?? String(id), now());
        return editor;
      }),
  };
}

/** As much of a subject as tells what it was, in code points. */
const longestSubject = 160;

/** What the log calls a channel. */
export const channelSubject = ({ key, chat }: { key: string; chat: string }): string =>
  chat.startsWith('@') ? chat : key;

/** Writes an editor's act into the log, in the transaction that does it. */
export const note = (
  tx: Store,
  by: Authorized<Act>,
  act: string,
  subject: string,
  now: number,
): Promise<void> =>
  tx.people.wrote({
    at: now,
    editorId: by.editorId,
    act,
    subject: [...subject].slice(0, longestSubject).join(''),
  });
