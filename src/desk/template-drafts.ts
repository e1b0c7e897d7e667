/**
 * What an editor has written for a template and not said yes to yet: one text an editor, a row, so that
 * no restart loses it. The next one takes its place.
 */
import type { Template } from '../../data/repositories/templates.ts';
import type { Store } from '../../data/store.ts';
import type { Authorized } from './authorise.ts';

export interface NewTemplateDraft {
  /** Of a template that is there or of a new one. */
  readonly name: string;
  readonly body: string;
  /** The template as the editor saw it when they began; null: there was none. */
  readonly over: Pick<Template, 'id' | 'revision'> | null;
  /** The channel that it was begun from. */
  readonly channelId: number;
}

export interface TemplateDraft extends NewTemplateDraft {
  /** By which buttons name it: one of a former draft does nothing to this one. */
  readonly number: number;
}

const keyOf = ({ editorId }: Authorized<'arrange'>): string => `template draft ${editorId}`;

async function lastDraft(tx: Store, by: Authorized<'arrange'>): Promise<TemplateDraft | undefined> {
  const text = await tx.settings.get(keyOf(by));
  return text === undefined ? undefined : JSON.parse(text);
}

/** The draft of this number; undefined when the editor has decided on it, or has written another. */
export async function openDraft(
  tx: Store,
  number: number,
  by: Authorized<'arrange'>,
): Promise<TemplateDraft | undefined> {
  const draft = await lastDraft(tx, by);
  return draft?.number === number ? draft : undefined;
}

export async function keepDraft(
  tx: Store,
  draft: NewTemplateDraft,
  by: Authorized<'arrange'>,
  now: number,
): Promise<TemplateDraft> {
  const former = await lastDraft(tx, by);
  const { name, body, over, channelId } = draft;
  const number = Math.max(now, (former?.number ?? 0) + 1);
  const kept = { name, body, over, channelId, number };
  await tx.settings.set(keyOf(by), JSON.stringify(kept));
  return kept;
}

export const dropDraft = (tx: Store, by: Authorized<'arrange'>): Promise<void> =>
  tx.settings.remove(keyOf(by));
