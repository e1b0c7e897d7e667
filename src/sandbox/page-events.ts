/** The stream that keeps the page up to date: Server-Sent Events. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isSeenBy, messageView, pinnedOf } from './page-views.ts';
import type { Change, ChatRecord } from './state.ts';
import type { Moment, Telegram } from './telegram.ts';

/** A comment goes out that often, so that no one in between takes the stream for dead. */
const heartbeatMs = 15_000;

export type PageEvents = ReturnType<typeof createPageEvents>;

export function createPageEvents(telegram: Telegram) {
  const { store, moments } = telegram;
  const streams = new Set<{ viewer: number; response: ServerResponse }>();
  /** The last pinned message that the streams know of, by chat. */
  const pinned = new Map<number, number | undefined>();
  for (const chat of store.state.chats.values()) pinned.set(chat.id, chat.pinned[0]);

  const send = (event: (viewer: number) => object, chat?: ChatRecord): void => {
    for (const { viewer, response } of streams) {
      if (chat && !isSeenBy(chat, viewer)) continue;
      response.write(`data: ${JSON.stringify(event(viewer))}\n\n`);
    }
  };

  const tellPinned = (chat: ChatRecord): void => {
    const known = pinned.get(chat.id);
    pinned.set(chat.id, chat.pinned[0]);
    if (known === chat.pinned[0]) return;
    const record = pinnedOf(telegram, chat);
    send(
      (viewer) => ({
        type: 'pinned',
        chat: chat.id,
        message: record ? messageView(record, viewer) : null,
      }),
      chat,
    );
  };

  const onChange = (change: Change): void => {
    switch (change.kind) {
      case 'message': {
        const { message, preview } = change.record;
        // What comes again has been changed, or has got its link preview.
        const type = message.edit_date === undefined && !preview ? 'message' : 'edited';
        const chat = store.state.chats.get(message.chat.id);
        const event = (viewer: number) => ({
          type,
          chat: message.chat.id,
          message: messageView(change.record, viewer),
        });
        send(event, chat);
        break;
      }
      case 'deleted': {
        const chat = store.state.chats.get(change.chat);
        send(() => ({ type: 'deleted', chat: change.chat, ids: change.ids }), chat);
        if (chat) tellPinned(chat);
        break;
      }
      case 'chat':
        send(() => ({ type: 'chats' }), change.chat);
        tellPinned(change.chat);
        break;
      case 'commands':
      case 'user':
        send(() => ({ type: 'chats' }));
        break;
      default:
    }
  };

  const onMoment = (moment: Moment): void => {
    if (moment.type === 'typing') {
      send(() => moment, store.state.chats.get(moment.chat));
      return;
    }
    const { callback: _, ...event } = moment;
    for (const { viewer, response } of streams) {
      if (viewer === moment.user) response.write(`data: ${JSON.stringify(event)}\n\n`);
    }
  };

  const ends = [store.watch(onChange), moments.hear(onMoment)];
  const heartbeat = setInterval(() => {
    for (const { response } of streams) response.write(':\n\n');
  }, heartbeatMs);
  heartbeat.unref();

  return {
    /** Opens a stream of what the user sees; it ends when they go, or the sandbox does. */
    open(request: IncomingMessage, response: ServerResponse, viewer: number): void {
      response.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      });
      response.write(':\n\n');
      const stream = { viewer, response };
      streams.add(stream);
      request.once('close', () => streams.delete(stream));
    },

    close(): void {
      clearInterval(heartbeat);
      for (const end of ends) end();
      for (const { response } of streams) response.end();
      streams.clear();
    },
  };
}
