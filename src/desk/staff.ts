/** Who works at the desk: invitations, dismissals, and what each one did. */
import type { Editor } from '../../data/repositories/people.ts';
import type { Role } from '../../data/schema.ts';
import type { Store } from '../../data/store.ts';
import type { Act, Authorized } from './authorise.ts';

/** An invitation that nobody takes is no open door. */
const invitationMs = 24 * 60 * 60_000;

/** What editors may be invited as; owners stand in newsroom.yaml. */
export type InvitedRole = Exclude<Role, 'owner'>;

export interface StaffOptions {
  readonly store: Store;
  readonly now: () => number;
  /** Hard to guess; of the letters that a `/start` payload may hold. */
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

    /** @returns the role that the invitation gave, or undefined when it gives none any more */
    accept: (token: string, person: { id: number; name: string }): Promise<Role | undefined> =>
      store.transaction(async (tx) => {
        const role = await tx.people.accept(token, person.id, now());
        if (!role) return undefined;
        await tx.people.named(person.id, person.name);
        await tx.people.wrote({ at: now(), editorId: person.id, act: 'join', subject: role });
        return role;
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
