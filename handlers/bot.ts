/** Builds the bot from a token and the rooms behind it: one line a feature, what is left at the end. */
import {
  type ConversationData,
  type ConversationStorage,
  conversations,
  createConversation,
  type VersionedState,
} from '@grammyjs/conversations';
import { sequentialize } from '@grammyjs/runner';
import { type ApiClientOptions, Bot, type Context, type NextFunction } from 'grammy';
import { authorise } from '../src/desk/authorise.ts';
import { readerMessages } from '../templates/reader-messages.ts';
import { addSource } from './add-source.ts';
import { addedChats, setUpButtons } from './added-chats.ts';
import { breaking } from './breaking.ts';
import { broadcast } from './broadcast.ts';
import { channels, hearFilter } from './channels.ts';
import { chats } from './chats.ts';
import type { BotContext, BotDeps } from './context.ts';
import { deskButtons } from './desk-buttons.ts';
import { drafts, hearCaption } from './drafts.ts';
import { edit, editButtons } from './edit.ts';
import { editors } from './editors.ts';
import { exportNewsroom } from './export.ts';
import { follow, hearFollow } from './follow.ts';
import { inline } from './inline.ts';
import { lenient } from './lenient.ts';
import { newsstand } from './newsstand.ts';
import { once, type UpdateMemory } from './once.ts';
import { pieceHearers } from './piece-answers.ts';
import { pieces } from './pieces.ts';
import { pin } from './pin.ts';
import { questions } from './questions.ts';
import { hearTime, queue } from './queue.ts';
import { reader } from './reader.ts';
import { retract } from './retract.ts';
import { hearWeek, schedule } from './schedule.ts';
import { hearSetting, settings } from './settings.ts';
import { sources } from './sources.ts';
import { start, welcomeReader } from './start.ts';
import { stats } from './stats.ts';
import { statsPicture } from './stats-picture.ts';
import { template } from './template.ts';
import { templateHearers, templateWriting } from './template-writing.ts';
import { topics } from './topics.ts';
import { why } from './why.ts';

/** Raise it when the order of steps changes: states of another version are left where they are. */
const conversationsVersion = 3;

/** Where conversations wait across a restart. */
export interface ConversationStore {
  read(key: string): Promise<VersionedState<ConversationData> | undefined>;
  write(key: string, state: VersionedState<ConversationData>): Promise<void>;
  delete(key: string): Promise<void>;
}

export interface BotOptions extends BotDeps {
  readonly memory: UpdateMemory;
  readonly token: string;
  readonly client: ApiClientOptions;
  readonly conversationStore: ConversationStore;
}

export function createBot(options: BotOptions): Bot<BotContext> {
  const { token, client, memory, conversationStore } = options;
  // Not a copy: what changes while the program runs is read from the options themselves.
  const deps: BotDeps = options;
  const bot = new Bot<BotContext>(token, { client });

  const mayUseDesk = async ({ from }: Pick<BotContext, 'from'>): Promise<boolean> =>
    from !== undefined && (await authorise(deps.people, from.id, 'see')) !== undefined;

  bot.api.config.use(lenient);

  // Not `bot.catch`, which a webhook passes by: it would answer 500, and Telegram send it again for ever.
  bot.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      deps.log.error({ error, update: ctx.update.update_id }, 'a handler failed');
      // Readers of a channel have asked for nothing.
      if (ctx.chat?.type === 'channel') return;
      // The answer is a courtesy: where it can't be given, the log has the cause.
      const isEditor = await mayUseDesk(ctx).catch(() => false);
      await ctx
        .reply(isEditor ? deps.texts.failureText(error) : readerMessages.internalError)
        .catch(() => {});
    }
  });

  // A webhook brings a chat's next update while a slow one is still at work, and what was pressed
  // beside what was said; each builds on the one before.
  bot.use(
    sequentialize(({ chat, from }) => [chat, from].flatMap((one) => (one ? [String(one.id)] : []))),
  );
  bot.use(once(memory), chats(deps), addedChats(deps));
  const desk = bot.chatType(['private', 'group', 'supergroup']);
  const storage: ConversationStorage<BotContext, ConversationData> = {
    type: 'key',
    version: conversationsVersion,
    adapter: conversationStore,
    // A conversation of a group is still one person's: others' words and buttons are none of its.
    getStorageKey: ({ chat, from }) =>
      chat && from && chat.id !== from.id ? `${chat.id} ${from.id}` : chat && String(chat.id),
  };
  desk.use(
    questions(deps, {
      time: hearTime(deps),
      week: hearWeek(deps),
      filter: hearFilter(deps),
      follow: hearFollow(deps),
      setting: hearSetting(deps),
      caption: hearCaption(deps),
      ...pieceHearers(deps),
      ...templateHearers(deps),
    }),
  );
  // A conversation speaks through an API of its own, which what is set on the bot's does not reach.
  const plugins = [
    async (ctx: Context, next: NextFunction) => {
      ctx.api.config.use(lenient);
      await next();
    },
  ];
  desk.use(conversations({ storage, plugins }));
  // All before the commands: a conversation hears the command that ends it.
  desk.use(createConversation(retract(deps), 'retract'), createConversation(edit(deps), 'edit'));

  desk.command(['retract', 'edit'], async (ctx) => {
    if (!ctx.from || !(await authorise(deps.people, ctx.from.id, 'correct'))) {
      return welcomeReader(ctx, deps);
    }
    const name = ctx.hasCommand('edit') ? 'edit' : 'retract';
    await ctx.conversation.enter(name, ctx.match);
  });
  desk.use(start(deps), newsstand(deps), topics(deps), reader(deps));
  // All other buttons are the desk's, whose language a reader who meets them in a group need not know.
  desk.on('callback_query', async (ctx, next) => {
    if (await mayUseDesk(ctx)) return next();
    const isTheirs = ctx.chat?.type === 'private';
    await ctx.answerCallbackQuery(
      isTheirs ? readerMessages.staleButton : readerMessages.editorsOnly,
    );
  });
  desk.use(queue(deps), schedule(deps), breaking(deps), why(deps));
  desk.use(stats(deps), statsPicture(deps), sources(deps), addSource(deps));
  desk.use(deskButtons(deps), editButtons(deps));
  desk.use(channels(deps), setUpButtons(deps), follow(deps), pin(deps));
  desk.use(settings(deps), exportNewsroom(deps));
  desk.use(broadcast(deps), editors(deps));
  desk.use(template(deps), templateWriting(deps));
  desk.use(pieces(deps), drafts(deps));
  desk.command('cancel', async (ctx) => {
    const isOfDesk = await mayUseDesk(ctx);
    await ctx.reply(isOfDesk ? deps.texts.nothingToCancel : readerMessages.nothingToCancel);
  });

  desk.on('callback_query', (ctx) => ctx.answerCallbackQuery(deps.texts.staleButton));
  bot.use(inline(deps));
  bot.chatType('private').on('message', async (ctx) => {
    const isOfDesk = await mayUseDesk(ctx);
    await ctx.reply(isOfDesk ? deps.texts.unknownCommand : readerMessages.freeWords);
  });
  return bot;
}
