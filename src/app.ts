/**
 * The composition root: the only file that constructs services. Read it from the top to follow an
 * article: intake, desk, delivery, clicks; then the faces, bot and web.
 */
import { randomBytes, randomInt } from 'node:crypto';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { Api } from 'grammy';
import { schedule } from 'node-cron';
import { migrate, openDatabase } from '../data/database.ts';
import { lockData } from '../data/lock.ts';
import type { Click } from '../data/repositories/clicks.ts';
import { conversationStorage } from '../data/repositories/settings.ts';
import { createStore, type Store } from '../data/store.ts';
import { createAlbums } from '../handlers/albums.ts';
import { createBot } from '../handlers/bot.ts';
import { tellProgress } from '../handlers/broadcast.ts';
import { createCommandMenu } from '../handlers/commands.ts';
import type { BotDeps } from '../handlers/context.ts';
import { changeNotice, intakeNotice, reviewNotices, sendNotice } from '../handlers/notices.ts';
import { startUpdates, webhookHandler } from '../handlers/updates.ts';
import { deskLanguage, deskTexts } from '../templates/desk.ts';
import { digestTitle } from '../templates/digest.ts';
import { checkBody } from '../templates/layout.ts';
import { namelessNewsroom } from '../templates/messages.ts';
import { notFoundPage } from '../templates/not-found.ts';
import { inDigits } from '../templates/printed.ts';
import { broadcastMessage } from '../templates/reader.ts';
import { checkName, readyTemplates } from '../templates/ready.ts';
import { startDrainer } from './clicks/drainer.ts';
import { openClickLog } from './clicks/log.ts';
import { createRedirect } from './clicks/redirect.ts';
import { retentionOf } from './clicks/retention.ts';
import { createSalts } from './clicks/salts.ts';
import { newSlug } from './clicks/slugs.ts';
import { createJudge } from './clicks/visit.ts';
import type { Config } from './config.ts';
import { createPerform } from './delivery/call.ts';
import { createCards, createNoticeCard } from './delivery/cards.ts';
import { createChanges } from './delivery/changes.ts';
import {
  composeAmended,
  composePreview,
  createComposer,
  printedWords,
  wordsOf,
} from './delivery/composer.ts';
import { createLadder } from './delivery/ladder.ts';
import { findRights } from './delivery/rights.ts';
import { createSender } from './delivery/sender.ts';
import { createChannelDesk } from './desk/channels.ts';
import { createDesk } from './desk/desk.ts';
import { createDigests } from './desk/digests.ts';
import { createMastheadDesk } from './desk/masthead.ts';
import { createPins } from './desk/pins.ts';
import { isHushed } from './desk/planner.ts';
import { createReadCounts } from './desk/read-counts.ts';
import { createStaff } from './desk/staff.ts';
import { createTemplates } from './desk/templates.ts';
import { describeError } from './errors.ts';
import { fetchPublic } from './intake/fetch.ts';
import { createIntake, type Summarise, type Trouble } from './intake/intake.ts';
import { createPushes } from './intake/pushes.ts';
import { createRereading } from './intake/rereading.ts';
import { createWatchlist } from './intake/watchlist.ts';
import { createWebSub } from './intake/websub.ts';
import { stagesOf } from './intake/why.ts';
import type { Log } from './log.ts';
import { writeNewsroom } from './newsroom.ts';
import { applyNewsroom, loadNewsroom, readLogo } from './newsroom-file.ts';
import { defaultColours } from './pictures/colours.ts';
import { createPainter } from './pictures/painter.ts';
import { createBroadcasts } from './readers/broadcasts.ts';
import { createNewsstand } from './readers/newsstand.ts';
import { cleanAddress } from './reading/address.ts';
import { createReader } from './reading/reader.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { createModelSummariser } from './summary/language-model.ts';
import { intakeHandler } from './web/intake.ts';
import { metricsText } from './web/metrics.ts';
import { handleWith, listen } from './web/server.ts';
import { sourceMetrics } from './web/source-metrics.ts';
import { webSubHandler } from './web/websub.ts';

/** The bot of the sandbox; nothing outside this machine knows it. */
const sandboxToken = '1000000001:local-telegram-of-the-sandbox';

const sendTimeoutSeconds = 30;
/** Longer than a long poll, which Telegram answers after 30 seconds. */
const pollTimeoutSeconds = 50;
const dayMs = 24 * 60 * 60_000;
/** A line that no article of its site has carried for so long is the site's no more. */
const siteLineMs = 30 * dayMs;
/** How long `why` can tell by which rule an address was stopped. */
const traceMs = 30 * dayMs;

export interface App {
  /** Where it listens, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The sandbox in Telegram's place, when there is no token. */
  readonly sandbox: Sandbox | undefined;
  readonly store: Store;
  /** Finishes what is in hand: calls to Telegram, pages being read, clicks, replies. */
  stop(): Promise<void>;
}

/**
 * Starts everything, in order: port, database, newsroom, clicks, desk, bot. When it returns, links
 * redirect and the line runs.
 *
 * @param onFatal hears of a token that Telegram refuses after the start
 * @throws Failure `port-in-use`, `data-unwritable`, `already-running`, `schema-newer`, `newsroom-invalid`,
 *   `token-refused`, `logo-unreadable`
 */
export async function startApp(
  config: Config,
  {
    log,
    now = Date.now,
    onFatal = () => {},
  }: { log: Log; now?: () => number; onFatal?: (error: unknown) => void },
): Promise<App> {
  // Undone from the end when the start fails half-way, and at the stop.
  const closing: (() => unknown)[] = [];
  try {
    return await compose(config, { log, now, onFatal, closing });
  } catch (error) {
    for (const close of closing.reverse()) await close();
    throw error;
  }
}

interface Parts {
  readonly log: Log;
  readonly now: () => number;
  readonly onFatal: (error: unknown) => void;
  readonly closing: (() => unknown)[];
}

async function compose(config: Config, parts: Parts): Promise<App> {
  const { log, now, onFatal, closing } = parts;
  const server = await listen(config.host, config.port);
  closing.push(() => closeServer(server));
  const url = addressOf(server, config.host);
  const publicUrl = config.publicUrl ?? url;

  const database = await openDatabase(config.databaseUrl);
  closing.push(() => database.close());
  const lock = await lockData(config, onFatal);
  closing.push(() => lock.release());
  await migrate(database);
  const store = createStore(database.db);

  const sandbox = config.botToken ? undefined : await openSandbox(config, now);
  if (sandbox) closing.push(() => sandbox.close());
  const newsroom = loadNewsroom(config, sandbox && url);
  if (newsroom) await applyNewsroom(store, newsroom, now());
  if (config.ownerId) await store.people.ensureOwner(config.ownerId);
  const masthead = await store.newsroom.masthead();
  // What /settings may change while the program runs.
  let zoneNow = masthead?.timezone ?? config.timezone;
  let languageNow = deskLanguage(masthead?.deskLanguage);
  let digitsNow = masthead?.numerals ?? 'western';
  const zone = () => zoneNow;
  const newsroomName = async () => (await store.newsroom.masthead())?.name || namelessNewsroom;

  const texts = deskTexts(
    () => languageNow,
    () => digitsNow,
  );

  // The days of visitors and of old totals keep the zone of the start: a day is cut once.
  const clicks = await openClicks(config, store, { ...parts, zone: zoneNow });
  closing.push(clicks.close);

  const painter = createPainter();
  closing.push(() => painter.close());
  const logo = masthead?.logo
    ? await readLogo(masthead.logo, config.newsroom, painter.isVisible)
    : undefined;

  const token = config.botToken ?? sandboxToken;
  const apiRoot = sandbox ? `${url}/sandbox` : config.botApiRoot;
  const api = new Api(token, { apiRoot, timeoutSeconds: sendTimeoutSeconds });

  const preview: BotDeps['preview'] = (articleId, channelId, look) =>
    composePreview(store, articleId, channelId, look);
  const previewAmended: BotDeps['previewAmended'] = (postId, words) =>
    composeAmended(store, postId, words);
  const shownWords: BotDeps['wordsOf'] = (postId) => wordsOf(store, postId);
  const newsstand = createNewsstand({
    store,
    publicUrl,
    newSlug: () => newSlug(randomInt),
    wordsOf: (postId) => printedWords(store, postId),
    now,
  });
  const broadcasts = createBroadcasts({
    store,
    newsstand,
    zone,
    now,
    wake: () => sender.wake(),
  });
  const desk = createDesk({
    store,
    now,
    zone,
    wake: () => sender.wake(),
    review: async (held) => {
      // What waits stands: whatever of it can't be told now is told by a later sweep.
      const onError = (error: unknown, piece?: object) =>
        log.error({ error, piece }, 'a piece in review could not be announced yet');
      try {
        if ((await desk.chat()) === undefined) return;
        const notices = await reviewNotices(held, {
          desk,
          channels: store.channels,
          previewAmended,
          wordsOf: shownWords,
          texts,
          now,
          zone: zone(),
          onError,
        });
        for (const notice of notices) await desk.announce(notice);
      } catch (error) {
        onError(error);
      }
    },
  });
  const allowHosts = async () => (await store.newsroom.masthead())?.allowHosts ?? [];
  const card = createCards({ store, painter, logo, zone, log });
  const ladder = createLadder({ fetch: fetchPublic, allowHosts, card });
  const compose = createComposer({
    store,
    publicUrl,
    newSlug: () => newSlug(randomInt),
    isHushed: (channel, at) => isHushed(channel, zone(), at),
    now,
    log,
  });
  const perform = createPerform({
    api,
    ladder,
    wantsRich: async ({ chat, threadId }) =>
      (await store.channels.byAddress(chat, threadId))?.rich === 1,
    note: (postId, shown) => store.posts.note(postId, shown),
    met: (names) => desk.heard(names, {}),
    now,
    log,
  });
  const sender = createSender({
    store,
    api,
    perform,
    change: createChanges({
      store,
      api,
      ladder,
      compose,
      noticeCard: createNoticeCard({ store, painter, logo, log }),
      postAgain: (postId) => desk.postAgain(postId),
      tell: (news) =>
        desk.notify(
          changeNotice(news, texts),
          news.kind === 'retracted' ? news.retraction.chat : undefined,
        ),
      now,
      log,
    }),
    compose,
    composeBroadcast: async (broadcastId, readerId) => {
      const said = await broadcasts.contentFor(broadcastId, readerId);
      return said && inDigits(broadcastMessage(said, { now: now(), zone: zone() }), digitsNow);
    },
    deskChat: () => desk.chat(),
    isAlone: database.kind === 'sqlite',
    isPaid: async () => (await store.newsroom.masthead())?.paidBroadcast ?? false,
    now,
    elapsed: () => performance.now(),
    callMs: sendTimeoutSeconds * 1_000,
    log,
    deskLost: async (chat) => {
      if (await desk.fallBack(chat)) await desk.notify({ text: texts.deskLost, entities: [] });
    },
    report: async (postId, trouble) => {
      const post = await store.posts.find(postId);
      if (post) await desk.notify(sendNotice(post, trouble, texts));
    },
  });
  const wake = () => sender.wake();
  const drain = clicks.drain;
  const digests = createDigests({ store, now, zone, drain, wake, title: digestTitle });
  const showCounts = createReadCounts({ store, now, wake });
  const reader = createReader();
  const taking = {
    store,
    desk,
    ...(config.llm ? { summarise: summariserOf(config.llm, log) } : {}),
    allowHosts,
    breakingTags: async () => (await store.newsroom.masthead())?.breakingTags ?? [],
    zone,
    now,
    random: Math.random,
    log,
    report: (trouble: Trouble) => desk.notify(intakeNotice(trouble, texts)),
  };
  const intake = createIntake({ ...taking, fetch: fetchPublic, reader });
  const { readPage, readIfChanged, newsOf } = intake;
  const pushes = createPushes({ ...taking, readPage, secret: config.intakeSecret });
  const rereading = createRereading({ ...taking, readIfChanged, newsOf });
  const websub = config.publicUrl
    ? createWebSub({
        ...taking,
        fetch: fetchPublic,
        reader,
        publicUrl: config.publicUrl,
        newSecret: () => randomBytes(24).toString('base64url'),
        wake: () => void intake.tick().catch((error: unknown) => log.error({ error }, 'intake')),
      })
    : undefined;

  const commands = createCommandMenu({
    api,
    people: store.people,
    deskChat: () => desk.chat(),
    texts,
    log,
  });
  const bot = createBot({
    token,
    client: { apiRoot, timeoutSeconds: pollTimeoutSeconds },
    conversationStore: conversationStorage(database.db),
    desk,
    clicks: store.clicks,
    drain: clicks.drain,
    memory: {
      wasTaken: (id) => store.settings.updateWasTaken(id),
      take: (id) => store.settings.takeUpdate(id, now()),
    },
    people: store.people,
    staff: createStaff({ store, now, newToken: () => randomBytes(16).toString('hex') }),
    questions: store.questions,
    readers: store.readers,
    newsstand,
    broadcasts,
    offeredTopics: () => store.newsroom.offeredTopics(),
    posts: store.posts,
    postsAt: async (address) => {
      const article = await store.articles.byAddress(cleanAddress(address) ?? address);
      return article ? store.posts.ofArticle(article.id) : [];
    },
    channels: store.channels,
    channelDesk: createChannelDesk({ store, now, wake }),
    rightsOn: async (chat) => {
      const found = await findRights(api, chat, Number.parseInt(token, 10));
      if (found.kind === 'seen') return found.rights;
      log.warn({ error: found.error, chat }, 'the rights on a channel could not be seen');
      return undefined;
    },
    mastheadDesk: createMastheadDesk({
      store,
      now,
      defaultZone: config.timezone,
      planAllAnew: (tx, inZone) => desk.planAllAnew(tx, inZone),
      changed: async () => {
        const head = await store.newsroom.masthead();
        zoneNow = head?.timezone ?? config.timezone;
        languageNow = deskLanguage(head?.deskLanguage);
        digitsNow = head?.numerals ?? 'western';
      },
      wake,
    }),
    pins: createPins({ store, now, wake }),
    exportNewsroom: async () => {
      const { name, ...standing } = await store.newsroom.export();
      return writeNewsroom({ name: name || namelessNewsroom, ...standing });
    },
    commands,
    templates: createTemplates({ store, now, ready: readyTemplates, checkName, checkBody }),
    watchlist: createWatchlist({ store, discover: intake.discover, now }),
    readAddress: (address) => intake.readAddress(address),
    preview,
    previewAmended,
    wordsOf: shownWords,
    albums: createAlbums(log),
    show: async (chat, message) => {
      await perform({ postId: null, chat, threadId: null }, message);
    },
    stagesOf: (address) => stagesOf(store, address),
    chart: async (chart) => {
      const head = await store.newsroom.masthead();
      const colours = { ...defaultColours, ...head?.colours };
      return painter.chart({ ...chart, newsroom: head?.name || namelessNewsroom, colours });
    },
    texts,
    deskLanguage: () => languageNow,
    digits: () => digitsNow,
    newsroomName,
    get zone() {
      return zoneNow;
    },
    now,
    log,
  });
  const webhookSecret =
    config.updates === 'webhook'
      ? (config.webhookSecret ?? randomBytes(16).toString('hex'))
      : undefined;

  let unknownPage = '';
  const refreshUnknownPage = async () => {
    const channel = (await store.channels.all()).find(({ chat }) => chat.startsWith('@'))?.chat;
    unknownPage = notFoundPage({
      newsroom: await newsroomName(),
      channel: channel && `https://t.me/${channel.slice(1)}`,
    });
  };
  await refreshUnknownPage();
  server.on(
    'request',
    handleWith({
      redirect: createRedirect({
        find: (slug) => store.links.find(slug),
        log: { append: clicks.append },
        judge: clicks.judge,
        now,
        unknownPage: () => unknownPage,
        onError: (error) => log.error({ error }, 'a link could not be looked up'),
      }),
      ...(sandbox ? { sandbox: (req, res) => sandbox.handle(req, res) } : {}),
      ...(webhookSecret ? { webhook: webhookHandler(bot, webhookSecret) } : {}),
      intake: intakeHandler(pushes),
      ...(websub ? { websub: webSubHandler(websub) } : {}),
      ready: () => readiness(store, now()),
      metrics: () => metricsOf(store, clicks.log.dropped, now()),
      onError: (error) => log.error({ error }, 'a request failed'),
    }),
  );

  const updates = await startUpdates(bot, {
    log,
    onFatal,
    ...(webhookSecret
      ? { webhook: { url: `${publicUrl}/telegram/webhook`, secret: webhookSecret } }
      : {}),
    onReady: () => commands.showAll(),
  });
  closing.push(updates.stop);
  // What was missed while the program was down is planned anew before anything goes out.
  await desk.sweep();
  void newsstand
    .indexMissing()
    .catch((error: unknown) => log.error({ error }, 'articles could not be indexed'));
  await sender.start();
  closing.push(() => sender.stop());
  closing.push(async () => {
    await Promise.all([intake.stop(), pushes.stop(), rereading.stop(), websub?.stop()]);
    await reader.close();
  });

  /**
   * node-cron warns of each second that the machine slept or was busy, past our log. What was due then
   * stands in rows, and the next tick takes it.
   */
  const ticksLog = {
    info: (text: string) => log.debug({}, text),
    warn: (text: string) => log.debug({}, text),
    debug: (text: string | Error) => log.debug({}, String(text)),
    error: (text: string | Error, error: unknown = text) =>
      log.error({ error }, 'the ticks failed'),
  };
  /** A tick that fails is told and forgotten: the next one finds the same rows. */
  const every = (expression: string, work: () => Promise<void>) =>
    schedule(
      expression,
      () => work().catch((error: unknown) => log.error({ error, expression }, 'a tick failed')),
      { noOverlap: true, logger: ticksLog },
    );
  const ticks = [
    every('* * * * * *', () => intake.tick()),
    every('* * * * * *', () => pushes.tick()),
    every('* * * * * *', () => rereading.tick()),
    ...(websub ? [every('*/5 * * * * *', () => websub.tick())] : []),
    every('* * * * *', () => desk.sweep()),
    every('5 * * * * *', () => digests.tick()),
    every('35 * * * * *', () => showCounts()),
    every('*/5 * * * * *', async () => {
      await broadcasts.tick();
      await tellProgress(api, broadcasts, texts);
    }),
    every('17 * * * *', async () => {
      await clicks.refreshSalts();
      await refreshUnknownPage();
      await store.settings.forgetUpdates(now() - dayMs);
      await store.siteLines.forget(now() - siteLineMs);
      await store.pushes.forget(now() - traceMs);
      await store.refusals.forget(now() - traceMs);
      await broadcasts.fold();
    }),
  ];
  closing.push(() => Promise.all(ticks.map((tick) => tick.destroy())));

  return {
    url,
    sandbox,
    store,
    async stop() {
      for (const close of closing.reverse()) await close();
    },
  };
}

/** Asks the language model; when the article's own sentences went out instead, the log says why. */
export function summariserOf(
  { url, model, key }: NonNullable<Config['llm']>,
  log: Pick<Log, 'warn'>,
): Summarise {
  const ask = createModelSummariser({ url, model, key: key ?? null }, fetch);
  return async (input) => {
    const { summary, reason } = await ask(input);
    if (reason) log.warn({ title: input.title, reason }, 'the summary is the extractive one');
    return summary;
  };
}

function addressOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), 2_000);
  await closed;
  clearTimeout(impatience);
}

async function openSandbox(config: Config, now: () => number): Promise<Sandbox> {
  const [{ createSandbox }, { createSite }] = await Promise.all([
    import('./sandbox/sandbox.ts'),
    import('./sandbox/site.ts'),
  ]);
  return createSandbox({
    token: sandboxToken,
    now,
    stateFile: join(config.dataDir, 'sandbox.json'),
    site: createSite({ now }),
  });
}

async function openClicks(
  config: Config,
  store: Store,
  { log, now, zone }: Parts & { readonly zone: string },
) {
  const folder = join(config.dataDir, 'clicks');
  const onError = (error: unknown) => log.error({ error }, 'clicks');
  const told = (await store.newsroom.masthead())?.clicks;
  const salts = createSalts({
    clicks: store.clicks,
    zone,
    random: () => randomBytes(16).toString('hex'),
    onError,
  });
  await salts.refresh(now());
  const { segment } = await store.clicks.progress();
  const clickLog = openClickLog({
    folder,
    after: segment,
    durable: told?.durable ?? false,
    onFailure: onError,
  });
  const drainer = startDrainer({
    database: config.databaseUrl,
    folder,
    zone,
    retention: retentionOf(told),
    onError,
  });
  return {
    log: clickLog,
    append: (click: () => Click, reply: () => void) => {
      clickLog.append(click, reply);
      drainer.wake();
    },
    judge: createJudge(salts.of),
    refreshSalts: () => salts.refresh(now()),
    drain: () => drainer.drain(),
    async close() {
      clickLog.close();
      await drainer.stop();
    },
  };
}

async function readiness(store: Store, at: number): Promise<string | undefined> {
  try {
    await store.outbox.nextDue(at);
    return undefined;
  } catch (error) {
    return `the database does not answer: ${describeError(error).message}`;
  }
}

async function metricsOf(store: Store, dropped: number, at: number): Promise<string> {
  return metricsText([
    ...(await sourceMetrics(store, at)),
    {
      name: 'barqiya_posts',
      help: 'Posts by state.',
      type: 'gauge',
      label: 'state',
      values: await store.posts.countByState(),
    },
    {
      name: 'barqiya_outbox',
      help: 'Rows of the outbox by state.',
      type: 'gauge',
      label: 'state',
      values: await store.outbox.countByState(),
    },
    {
      name: 'barqiya_clicks_dropped_total',
      help: 'Clicks redirected but not written down since the start.',
      type: 'counter',
      values: new Map([['', dropped]]),
    },
  ]);
}
