/**
 * /publish [address]: reads the page, shows the post as it will look, asks for channels and time,
 * confirms. The conversation holds only where the editor is; the drafts are rows, so that a restart
 * loses at most a half-typed answer.
 *
 * The trap: everything here runs again from the top on each update. What reads a clock, the
 * database or the network goes through `conversation.external`, whose result is kept and must be
 * plain JSON; `ctx.reply` and its like are kept by the plugin itself.
 */
import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import { parseWhen } from '../src/arabic/dates.ts';
import { type Authorized, authorise } from '../src/desk/authorise.ts';
import type { When } from '../src/desk/desk.ts';
import { channelName } from '../templates/messages.ts';
import type { BotContext, BotDeps } from './context.ts';
import { button, messageAddress } from './reply.ts';
import { createTalk, type Talk } from './talk.ts';

type PublishConversation = Conversation<BotContext, Context>;

interface Choice {
  readonly id: number;
  readonly title: string;
}

/** Raise it when the order of steps changes: states of another version are left where they are. */
export const publishVersion = 1;

export function publish(deps: BotDeps) {
  return async (conversation: PublishConversation, ctx: Context, given: string): Promise<void> => {
    const editorId = ctx.from?.id;
    if (editorId === undefined) return;
    const talk = createTalk(conversation, ctx, {
      texts: deps.texts,
      ours: /^(again|publish|confirm):/,
      cancelled: deps.texts.discarded,
      leftOff: deps.texts.leftOff,
    });

    const article = await readArticle(talk, deps, given);
    if (!article) return;
    if (!(await mayPublishAgain(talk, deps, article.id))) return;

    const choices = await conversation.external(() => channelChoices(deps, article.id));
    if (choices.all.length === 0) return void (await talk.ctx().reply(deps.texts.noChannels));
    await talk.ctx().reply(deps.texts.previewIntro);
    const chat = String(ctx.chat?.id ?? editorId);
    await conversation.external(async () => {
      const channelId = choices.suggested[0] ?? choices.all[0]?.id ?? 0;
      await deps.show(chat, await deps.preview(article.id, channelId));
    });

    /** Checked each time, for an editor may be removed in mid-conversation. */
    const act = <T>(work: (by: Authorized<'publish'>) => Promise<T>): Promise<T | Refused> =>
      conversation.external(async () => {
        const by = await authorise(deps.people, editorId, 'publish');
        return by ? await work(by) : 'refused';
      });

    let selected = choices.suggested;
    if ((await act((by) => deps.desk.draft(article.id, selected, by))) === 'refused') {
      return void (await talk.ctx().reply(deps.texts.editorsOnly));
    }

    for (;;) {
      const asked = await chooseChannelsAndTime(talk, deps, article.id, choices.all, selected, act);
      selected = asked.selected;
      if (!asked.when) {
        await act((by) => deps.desk.discard(article.id, by));
        await talk.ctx().reply(deps.texts.discarded);
        return;
      }
      const confirmed = await confirm(talk, deps, article, asked.when, act);
      if (confirmed !== 'back') return;
    }
  };
}

type Refused = 'refused';
type Act = <T>(work: (by: Authorized<'publish'>) => Promise<T>) => Promise<T | Refused>;

async function readArticle(
  talk: Talk,
  deps: BotDeps,
  given: string,
): Promise<{ id: number; title: string } | undefined> {
  let address = given.trim();
  if (!address) {
    await talk.ctx().reply(deps.texts.askAddress);
    address = (await talk.text()).trim();
  }
  for (;;) {
    const progress = await talk.ctx().reply(deps.texts.reading);
    const read = await talk.conversation.external(async () => {
      try {
        const { id, title } = await deps.readAddress(address);
        return { id, title };
      } catch (error) {
        deps.log.error({ error, address }, 'an editor’s address could not be read');
        return { failure: deps.texts.failureText(error) };
      }
    });
    const { chat, message_id } = progress;
    if (!('failure' in read)) {
      await talk.ctx().api.deleteMessage(chat.id, message_id);
      return read;
    }
    await talk
      .ctx()
      .api.editMessageText(
        chat.id,
        message_id,
        `${read.failure}\n\n${deps.texts.askAddressAgain}`,
        {
          link_preview_options: { is_disabled: true },
        },
      );
    address = (await talk.text()).trim();
  }
}

/** An article that is out already is not sent twice by accident: again, open it, or stop. */
async function mayPublishAgain(talk: Talk, deps: BotDeps, articleId: number): Promise<boolean> {
  const before = await talk.conversation.external(async () => {
    const out = (await deps.posts.ofArticle(articleId)).filter(
      ({ state }) => state !== 'draft' && state !== 'retracted' && state !== 'failed',
    );
    return out.map((post) => ({
      channel: channelName(post),
      when: deps.texts.moment(
        post.publishedAt ?? post.dueAt ?? post.createdAt,
        deps.now(),
        deps.zone,
      ),
      address: post.messageId ? messageAddress(post.chat, post.messageId) : undefined,
    }));
  });
  if (before.length === 0) return true;
  const open = before.flatMap(({ channel, address }): InlineKeyboardButton[][] =>
    address ? [[{ text: deps.texts.open(channel), url: address }]] : [],
  );
  await talk
    .ctx()
    .reply(
      deps.texts.publishedBefore(
        before.map(({ channel, when }) => deps.texts.channelTime(channel, when)).join('\n'),
      ),
      {
        reply_markup: {
          inline_keyboard: [
            [button(deps.texts.again, `again:${articleId}:yes`)],
            ...open,
            [button(deps.texts.stop, `again:${articleId}:no`)],
          ],
        },
      },
    );
  const answer = await talk.pressed(`again:${articleId}:`);
  await talk.ctx().answerCallbackQuery();
  await talk.ctx().editMessageReplyMarkup();
  if (answer === 'no') await talk.ctx().reply(deps.texts.discarded);
  return answer === 'yes';
}

async function channelChoices(
  deps: BotDeps,
  articleId: number,
): Promise<{ all: Choice[]; suggested: number[] }> {
  const all = await deps.channels.all();
  const suggested = await deps.desk.suggested(articleId);
  return {
    all: all.map(({ id, key, chat }) => ({ id, title: channelName({ channel: key, chat }) })),
    suggested: suggested.map(({ id }) => id),
  };
}

/** @returns the time, or no `when` after «إلغاء» */
async function chooseChannelsAndTime(
  talk: Talk,
  deps: BotDeps,
  articleId: number,
  all: readonly Choice[],
  before: number[],
  act: Act,
): Promise<{ selected: number[]; when?: When }> {
  let selected = before;
  const prefix = `publish:${articleId}:`;
  const keyboard = () => ({
    inline_keyboard: [
      ...all.map(({ id, title }) => [
        button(`${selected.includes(id) ? '✓' : '○'} ${title}`, `${prefix}channel:${id}`),
      ]),
      [
        button(deps.texts.now, `${prefix}now`),
        button(deps.texts.nextSlot, `${prefix}slot`),
        button(deps.texts.atTime, `${prefix}time`),
      ],
      [button(deps.texts.cancel, `${prefix}cancel`)],
    ],
  });
  await talk.ctx().reply(deps.texts.chooseChannels, { reply_markup: keyboard() });

  for (;;) {
    const answer = await talk.pressed(prefix);
    const toggled = /^channel:(\d+)$/.exec(answer)?.[1];
    if (toggled) {
      const id = Number(toggled);
      selected = selected.includes(id)
        ? selected.filter((other) => other !== id)
        : [...selected, id];
      const chosen = selected;
      await act((by) => deps.desk.draft(articleId, chosen, by));
      await talk.ctx().answerCallbackQuery();
      await talk.ctx().editMessageReplyMarkup({ reply_markup: keyboard() });
      continue;
    }
    if (answer !== 'cancel' && selected.length === 0) {
      await talk.ctx().answerCallbackQuery(deps.texts.chooseOne);
      continue;
    }
    await talk.ctx().answerCallbackQuery();
    await talk.ctx().editMessageReplyMarkup();
    if (answer === 'now') return { selected, when: { kind: 'now' } };
    if (answer === 'slot') return { selected, when: { kind: 'slot' } };
    if (answer === 'time') return { selected, when: { kind: 'at', at: await askTime(talk, deps) } };
    return { selected };
  }
}

/** Asks until a time is understood and lies ahead. Milliseconds UTC. */
async function askTime(talk: Talk, deps: BotDeps): Promise<number> {
  await talk.ctx().reply(deps.texts.askTime);
  for (;;) {
    const text = await talk.text();
    const { at, now } = await talk.conversation.external(() => {
      const current = deps.now();
      return { at: parseWhen(text, { now: current, zone: deps.zone }), now: current };
    });
    if (at !== null && at > now) return at;
    await talk
      .ctx()
      .reply(
        at === null
          ? deps.texts.timeNotUnderstood
          : deps.texts.timePast(deps.texts.moment(at, now, deps.zone)),
      );
  }
}

async function confirm(
  talk: Talk,
  deps: BotDeps,
  article: { id: number; title: string },
  when: When,
  act: Act,
): Promise<'done' | 'back'> {
  const prefix = `confirm:${article.id}:`;
  const planned = await act(async (by) => {
    const now = deps.now();
    const times = await deps.desk.times(article.id, when, by);
    return times.map(({ at, ...post }) => ({
      channel: channelName(post),
      when: deps.texts.moment(at, now, deps.zone),
    }));
  });
  if (planned === 'refused') {
    await talk.ctx().reply(deps.texts.editorsOnly);
    return 'done';
  }
  const lines = planned.map((line) => deps.texts.channelTime(line.channel, line.when));
  await talk.ctx().reply([deps.texts.confirmIntro(article.title), ...lines].join('\n'), {
    reply_markup: {
      inline_keyboard: [
        [button(deps.texts.confirm, `${prefix}yes`)],
        [button(deps.texts.back, `${prefix}back`), button(deps.texts.cancel, `${prefix}no`)],
      ],
    },
  });
  const answer = await talk.pressed(prefix);
  await talk.ctx().answerCallbackQuery();
  await talk.ctx().editMessageReplyMarkup();
  if (answer === 'back') return 'back';
  if (answer === 'no') {
    await act((by) => deps.desk.discard(article.id, by));
    await talk.ctx().reply(deps.texts.discarded);
    return 'done';
  }
  const moved = await act(async (by) => {
    const posts = await deps.desk.confirm(article.id, when, by);
    return posts.map(({ dueAt, state, ...post }) => ({
      id: post.id,
      channel: channelName(post),
      when: deps.texts.moment(dueAt ?? deps.now(), deps.now(), deps.zone),
      canUndo: state === 'scheduled',
    }));
  });
  await reportQueued(talk, moved);
  return 'done';
}

async function reportQueued(
  talk: Talk,
  moved: { id: number; channel: string; when: string; canUndo: boolean }[] | Refused,
): Promise<void> {
  if (moved === 'refused') return void (await talk.ctx().reply(talk.texts.editorsOnly));
  if (moved.length === 0) return void (await talk.ctx().reply(talk.texts.alreadyConfirmed));
  const lines = moved.map((post) => talk.texts.channelTime(post.channel, post.when));
  const undo = moved
    .filter((post) => post.canUndo)
    .map((post) => [button(talk.texts.undo(post.channel), `queue:withdraw:${post.id}`)]);
  await talk
    .ctx()
    .reply(
      [talk.texts.confirmed(moved.length), ...lines].join('\n'),
      undo.length > 0 ? { reply_markup: { inline_keyboard: undo } } : {},
    );
}
