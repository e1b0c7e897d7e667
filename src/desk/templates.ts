/** The templates of channels, as editors write them and choose among them in Telegram. */
import type { Channel } from '../../data/repositories/channels.ts';
import type { Template } from '../../data/repositories/templates.ts';
import type { Store } from '../../data/store.ts';
import type { LayoutProblem } from '../../templates/layout.ts';
import type { NameProblem, ReadyTemplate } from '../../templates/ready.ts';
import type { Authorized } from './authorise.ts';
import { dropRemoved, findRemoved, keepRemoved } from './removed-templates.ts';
import { note } from './staff.ts';
import {
  dropDraft,
  keepDraft,
  type NewTemplateDraft,
  openDraft,
  type TemplateDraft,
} from './template-drafts.ts';

export interface TemplatesOptions {
  readonly store: Store;
  readonly now: () => number;
  /** `readyTemplates` of templates/ready.ts. */
  readonly ready: readonly ReadyTemplate[];
  /** `checkName` of templates/ready.ts. */
  readonly checkName: (written: string) => { name: string } | { problem: NameProblem };
  /** `checkBody` of templates/layout.ts. */
  readonly checkBody: (
    written: string,
  ) => { body: string } | { problems: readonly LayoutProblem[] };
}

/** A template with the channels that post in it. */
export type TemplateShown = { readonly channels: readonly Channel[] } & (
  | { readonly kind: 'ready'; readonly template: ReadyTemplate }
  | { readonly kind: 'own'; readonly template: Template }
);

export type Written =
  | { readonly kind: 'written'; readonly draft: TemplateDraft }
  | { readonly kind: 'name'; readonly problem: NameProblem }
  | { readonly kind: 'body'; readonly problems: readonly LayoutProblem[] };

/** `same`: the template had this body already, and nothing was done. */
export type Saved = { readonly draft: TemplateDraft } & (
  | { readonly kind: 'saved' | 'same'; readonly template: Template }
  /**
   * Another has changed, made or removed it since the editor began: nothing was done. The draft is
   * kept anew, over the template as it is now.
   */
  | { readonly kind: 'changed'; readonly template: Template | undefined }
);

/** A template that a channel posts in is not taken away from it. */
export type InUse = { readonly kind: 'in use'; readonly channels: readonly Channel[] };

export type SaveUndone =
  | { readonly kind: 'restored'; readonly template: Template }
  /** The save had made it. */
  | { readonly kind: 'removed'; readonly template: Template }
  | InUse;

export type Removed =
  /** `number`: for `undoRemove`. */
  | { readonly kind: 'removed'; readonly template: Template; readonly number: number }
  /** It would come back with the file. */
  | { readonly kind: 'in file' }
  | InUse;

export interface Chosen {
  /** With the template that it has now. */
  readonly channel: Channel;
  /** For `undoChoice`. */
  readonly choiceId: number;
}

export type TemplateDesk = ReturnType<typeof createTemplates>;

export function createTemplates({ store, now, ready, checkName, checkBody }: TemplatesOptions) {
  const usersOf = async (tx: Store, name: string): Promise<Channel[]> =>
    (await tx.channels.all()).filter(({ template }) => template === name);

  const choose = async (
    tx: Store,
    channelId: number,
    name: string,
    by: Authorized<'arrange'>,
  ): Promise<Chosen | undefined> => {
    const isReady = ready.some((one) => one.name === name);
    if (!isReady && !(await tx.templates.named(name))) return undefined;
    const choiceId = await tx.templates.choose(channelId, name, {
      editorId: by.editorId,
      at: now(),
    });
    const channel = await tx.channels.find(channelId);
    if (choiceId === undefined || !channel) return undefined;
    await note(tx, by, 'choose-template', `${channel.key}: ${name}`, now());
    return { channel, choiceId };
  };

  return {
    /** Every template, the ready ones first. */
    async list(_by: Authorized<'arrange'>): Promise<TemplateShown[]> {
      const channels = await store.channels.all();
      const users = (name: string) => channels.filter(({ template }) => template === name);
      return [
        ...ready.map((template) => ({
          kind: 'ready' as const,
          template,
          channels: users(template.name),
        })),
        ...(await store.templates.all()).map((template) => ({
          kind: 'own' as const,
          template,
          channels: users(template.name),
        })),
      ];
    },

    /** Checks a template and keeps it, unsaved, until the editor says yes. */
    write: async (written: NewTemplateDraft, by: Authorized<'arrange'>): Promise<Written> => {
      const named = checkName(written.name);
      if ('problem' in named) return { kind: 'name', problem: named.problem };
      const checked = checkBody(written.body);
      if ('problems' in checked) return { kind: 'body', problems: checked.problems };
      const draft = await store.transaction((tx) =>
        keepDraft(tx, { ...written, ...named, ...checked }, by, now()),
      );
      return { kind: 'written', draft };
    },

    /** What the editor has written last, by its number; undefined when it was decided on before. */
    draft: (number: number, by: Authorized<'arrange'>): Promise<TemplateDraft | undefined> =>
      openDraft(store, number, by),

    /** @returns false when it was decided on before */
    drop: (number: number, by: Authorized<'arrange'>): Promise<boolean> =>
      store.transaction(async (tx) => {
        if (!(await openDraft(tx, number, by))) return false;
        await dropDraft(tx, by);
        return true;
      }),

    /**
     * Makes an own template of a draft, or gives the one of this name another body. Posts that are
     * out keep theirs; those that wait are laid out when their time has come.
     *
     * @returns undefined when the draft was decided on before
     */
    save: (number: number, by: Authorized<'arrange'>): Promise<Saved | undefined> =>
      store.transaction(async (tx) => {
        const draft = await openDraft(tx, number, by);
        if (!draft) return undefined;
        const { name, body, over } = draft;
        const before = await tx.templates.named(name);
        if (before?.body === body) {
          await dropDraft(tx, by);
          return { kind: 'same', template: before, draft };
        }
        if (before?.id !== over?.id || before?.revision !== over?.revision) {
          const again = {
            ...draft,
            over: before ? { id: before.id, revision: before.revision } : null,
          };
          const kept = await keepDraft(tx, again, by, now());
          return { kind: 'changed', template: before, draft: kept };
        }
        const made = { editorId: by.editorId, at: now() };
        const template = await tx.templates.save({ name, body }, made);
        await dropDraft(tx, by);
        await note(tx, by, 'save-template', name, now());
        return { kind: 'saved', template, draft };
      }),

    /**
     * Takes a save back: the template has its former body again, or is gone when the save made it.
     *
     * @param saved the template as `save` returned it
     * @returns undefined when it was changed again since
     */
    undoSave: (
      { id, revision }: Pick<Template, 'id' | 'revision'>,
      by: Authorized<'arrange'>,
    ): Promise<SaveUndone | undefined> =>
      store.transaction(async (tx) => {
        const template = await tx.templates.find(id);
        if (template?.revision !== revision) return undefined;
        if (revision === 1) {
          const channels = await usersOf(tx, template.name);
          if (channels.length > 0) return { kind: 'in use', channels };
          await tx.templates.remove(id);
          await note(tx, by, 'undo-template', template.name, now());
          return { kind: 'removed', template };
        }
        const restored = await tx.templates.undo(id, revision);
        if (!restored) return undefined;
        await note(tx, by, 'undo-template', restored.name, now());
        return { kind: 'restored', template: restored };
      }),

    /**
     * Deletes an own template, and keeps what it was.
     *
     * @returns undefined when it has another revision by now, or was gone before
     */
    remove: (
      { id, revision }: Pick<Template, 'id' | 'revision'>,
      by: Authorized<'arrange'>,
    ): Promise<Removed | undefined> =>
      store.transaction(async (tx) => {
        const template = await tx.templates.find(id);
        if (template?.revision !== revision) return undefined;
        if (template.origin === 'file') return { kind: 'in file' };
        const channels = await usersOf(tx, template.name);
        if (channels.length > 0) return { kind: 'in use', channels };
        await tx.templates.remove(id);
        await note(tx, by, 'delete-template', template.name, now());
        return { kind: 'removed', template, number: await keepRemoved(tx, template, now()) };
      }),

    /**
     * Makes a deleted template again.
     *
     * @returns undefined when it was brought back before, or another has its name by now
     */
    undoRemove: (number: number, by: Authorized<'arrange'>): Promise<Template | undefined> =>
      store.transaction(async (tx) => {
        const kept = await findRemoved(tx, number);
        if (!kept || (await tx.templates.named(kept.name))) return undefined;
        const template = await tx.templates.save(kept, { editorId: by.editorId, at: now() });
        await dropRemoved(tx, number);
        await note(tx, by, 'restore-template', kept.name, now());
        return template;
      }),

    /**
     * Gives a channel a template, ready or own, by its name.
     *
     * @param seen the template that the editor saw there
     * @returns undefined when the channel or the template is there no more, or the channel has
     *   another one than was seen
     */
    choose: (
      channelId: number,
      { name, seen }: { readonly name: string; readonly seen: string },
      by: Authorized<'arrange'>,
    ): Promise<Chosen | undefined> =>
      store.transaction(async (tx) => {
        const channel = await tx.channels.find(channelId);
        return channel?.template === seen ? choose(tx, channelId, name, by) : undefined;
      }),

    /**
     * Gives a channel back the template that it had before a choice.
     *
     * @returns undefined when it was given another since, or the former one is gone
     */
    undoChoice: (choiceId: number, by: Authorized<'arrange'>): Promise<Chosen | undefined> =>
      store.transaction(async (tx) => {
        const before = await tx.templates.choiceBefore(choiceId);
        return before && choose(tx, before.channelId, before.name, by);
      }),

    /** A real article to show a template with: the one that stands last on the channel, or came last. */
    articleFor: async (channelId: number): Promise<number | undefined> =>
      (await store.posts.lastOn(channelId)) ?? store.articles.newest(),
  };
}
