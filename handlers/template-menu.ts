/**
 * The menus of /template: the channels, the templates of one, one template. Their buttons name what
 * they show, an own template with its revision, so that one of an old menu is known to be old.
 */
import type { InlineKeyboardButton, MessageEntity } from 'grammy/types';
import type { Channel } from '../data/repositories/channels.ts';
import { isolateWhole } from '../src/arabic/bidi.ts';
import type { TemplateShown } from '../src/desk/templates.ts';
import type { DeskTexts } from '../templates/desk.ts';
import { channelName } from '../templates/messages.ts';
import { button, type Menu, pageButtons } from './reply.ts';

const perPage = 8;

type Named = Pick<Channel, 'id' | 'key' | 'chat' | 'template'>;

export const nameOf = ({ key, chat }: Pick<Channel, 'key' | 'chat'>): string =>
  channelName({ channel: key, chat });

/** Channels as one text, each of them isolated; as many as a message has room for. */
export const namesOf = (
  channels: readonly Pick<Channel, 'key' | 'chat'>[],
  texts: DeskTexts,
): string => texts.someOf(channels.map(nameOf));

/** How a button names a template: a ready one by its name, an own one by id and revision. */
export const refOf = (shown: TemplateShown): string =>
  shown.kind === 'ready' ? shown.template.name : `${shown.template.id}-${shown.template.revision}`;

/** How a button names the template that a channel has; `0`: one that is there no more. */
export function usedRef(templates: readonly TemplateShown[], { template: name }: Named): string {
  const used = templates.find(({ template }) => template.name === name);
  if (!used) return '0';
  return used.kind === 'ready' ? used.template.name : String(used.template.id);
}

/** What editors call a template. */
export const titleOf = ({ kind, template }: TemplateShown, texts: DeskTexts): string =>
  kind === 'ready' ? texts.readyTitle(template.name) : template.name;

/** What editors call the template that a channel has. */
export function usedTitle(
  templates: readonly TemplateShown[],
  { template: name }: Named,
  texts: DeskTexts,
): string {
  const used = templates.find(({ template }) => template.name === name);
  return used ? titleOf(used, texts) : texts.templateMissing(name);
}

/** A text with another below it that is copied at a tap. */
export const withCopy = (
  text: string,
  copied: string,
): { text: string; entities: MessageEntity[] } => ({
  text: `${text}\n${copied}`,
  entities: [{ type: 'pre', offset: text.length + 1, length: copied.length }],
});

/** Every channel with the template that it has. */
export function channelsMenu(
  channels: readonly Named[],
  templates: readonly TemplateShown[],
  page: number,
  texts: DeskTexts,
): Menu {
  const line = (channel: Named) =>
    button(
      texts.channelTemplate(nameOf(channel), usedTitle(templates, channel, texts)),
      templatesData(channel, 0),
    );
  return {
    text: texts.templatesOfChannels,
    keyboard: paged(channels.map(line), page, (to) => `tmpl:list:${to}`, texts),
  };
}

const templatesData = ({ id }: Pick<Channel, 'id'>, page: number) => `tmpl:of:${id}:${page}`;

/** The templates that a channel may have, the one that it has ticked. */
export function templatesMenu(
  channel: Named,
  templates: readonly TemplateShown[],
  page: number,
  texts: DeskTexts,
): Menu {
  const line = (shown: TemplateShown) => {
    const isUsed = shown.template.name === channel.template;
    const title = isolateWhole(titleOf(shown, texts));
    return button(
      isUsed ? texts.ticked(title) : texts.unticked(title),
      `tmpl:open:${channel.id}:${refOf(shown)}`,
    );
  };
  return {
    text: texts.templatesOf(nameOf(channel), usedTitle(templates, channel, texts)),
    keyboard: [
      ...paged(templates.map(line), page, (to) => templatesData(channel, to), texts),
      [button(texts.newTemplate, `tmpl:new:${channel.id}`), button(texts.back, 'tmpl:list:0')],
    ],
  };
}

/** One template, as a channel could have it. */
export function templateMenu(
  channel: Named,
  shown: TemplateShown,
  templates: readonly TemplateShown[],
  texts: DeskTexts,
): Menu {
  const { kind, template, channels } = shown;
  const about = [
    texts.templateCalled(titleOf(shown, texts)),
    channels.length > 0 ? texts.templateUsedIn(namesOf(channels, texts)) : texts.templateUnused,
    ...(kind === 'own' && template.origin === 'file' ? [texts.templateFromFile] : []),
    '',
    texts.templateBody,
  ];
  const act = (text: string, name: string, detail = '') =>
    button(text, `tmpl:${name}:${channel.id}:${refOf(shown)}${detail}`);
  const isUsed = template.name === channel.template;
  return {
    ...withCopy(
      about.join('\n'),
      kind === 'ready' ? texts.readyBody(template.body) : template.body,
    ),
    keyboard: [
      [act(texts.previewButton, 'show')],
      isUsed ? [] : [useButton(channel, shown, templates, texts)],
      kind === 'own' ? [act(texts.changeTemplate, 'edit'), act(texts.removeTemplate, 'del')] : [],
      [backButton(channel, texts)],
    ],
  };
}

/** Gives the channel a template, if it still has the one that it has now. */
export const useButton = (
  channel: Named,
  shown: TemplateShown,
  templates: readonly TemplateShown[],
  texts: DeskTexts,
): InlineKeyboardButton =>
  button(
    texts.useTemplate(nameOf(channel)),
    `tmpl:use:${channel.id}:${refOf(shown)}:${usedRef(templates, channel)}`,
  );

/** Leads back to the templates of a channel. */
export const backButton = (channel: Pick<Channel, 'id'>, texts: DeskTexts): InlineKeyboardButton =>
  button(texts.back, templatesData(channel, 0));

/** The lines of one page, and below them the ways to its neighbours. */
function paged(
  lines: readonly InlineKeyboardButton[],
  page: number,
  dataOf: (page: number) => string,
  texts: DeskTexts,
): InlineKeyboardButton[][] {
  const last = Math.max(0, Math.ceil(lines.length / perPage) - 1);
  const at = Math.min(page, last);
  return [
    ...lines.slice(at * perPage, (at + 1) * perPage).map((line) => [line]),
    pageButtons({ page: at, hasMore: at < last }, texts, dataOf),
  ];
}
