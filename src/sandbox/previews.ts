/**
 * Link previews, as Telegram's crawler makes them: it fetches the page a message links to and keeps
 * what its Open Graph tags say. Pages of this machine alone are fetched.
 */
import type { LinkPreview, Message } from './state.ts';
import type { Store } from './store.ts';
import { isLoopback } from './urls.ts';

const fetchWithinMs = 5_000;
const maxRedirects = 5;
const maxCharacters = 1_000_000;

/** Watches for messages with a link and gives them their preview, some time after they came. */
export function startPreviews(store: Store): { close(): Promise<void> } {
  const stopped = new AbortController();
  const inHand = new Set<Promise<void>>();

  const show = async (message: Message, address: string): Promise<void> => {
    const preview = await fetchPreview(address, stopped.signal).catch(() => undefined);
    if (!preview || stopped.signal.aborted) return;
    // The message may have been edited or deleted while its page was fetched.
    const record = store.state.messages.get(message.chat.id)?.get(message.message_id);
    if (record?.message === message)
      store.commit({ kind: 'message', record: { ...record, preview } });
  };

  const unwatch = store.watch((change) => {
    if (change.kind !== 'message' || change.record.preview) return;
    const { message } = change.record;
    const address = previewAddress(message);
    if (address === undefined) return;
    const work = show(message, address).finally(() => inHand.delete(work));
    inHand.add(work);
  });

  return {
    async close() {
      unwatch();
      stopped.abort();
      await Promise.all(inHand);
    },
  };
}

/** What a text message shows a preview of: what it says, or else its first link. */
export function previewAddress(message: Message): string | undefined {
  const { text, entities = [], link_preview_options: options } = message;
  if (text === undefined || options?.is_disabled) return undefined;
  if (options?.url) return options.url;
  for (const entity of entities) {
    if (entity.type === 'text_link') return entity.url;
    if (entity.type === 'url') {
      const address = text.slice(entity.offset, entity.offset + entity.length);
      return /^[a-z]+:\/\//i.test(address) ? address : `http://${address}`;
    }
  }
  return undefined;
}

async function fetchPreview(
  address: string,
  signal: AbortSignal,
): Promise<LinkPreview | undefined> {
  let url = new URL(address);
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    if (!isLoopback(url)) return undefined;
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { 'User-Agent': 'TelegramBot (like TwitterBot)', Accept: 'text/html,*/*' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(fetchWithinMs)]),
    });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location) {
      await response.body?.cancel();
      url = new URL(location, url);
      continue;
    }
    const isPage = response.ok && /html/i.test(response.headers.get('content-type') ?? '');
    if (!isPage) {
      await response.body?.cancel();
      return undefined;
    }
    const html = (await response.text()).slice(0, maxCharacters);
    return readPreview(html, url, address);
  }
  return undefined;
}

/** @param shown the address that the message links to */
export function readPreview(html: string, page: URL, shown: string): LinkPreview | undefined {
  const tags = new Map<string, string>();
  for (const [tag] of html.matchAll(/<meta\b[^>]*>/gi)) {
    const key = attribute(tag, 'property') ?? attribute(tag, 'name');
    const content = attribute(tag, 'content');
    if (key && content && !tags.has(key.toLowerCase())) tags.set(key.toLowerCase(), content.trim());
  }
  const title = tags.get('og:title') ?? decode(/<title[^>]*>([^<]*)/i.exec(html)?.[1] ?? '').trim();
  const description = tags.get('og:description') ?? tags.get('description');
  const siteName = tags.get('og:site_name');
  const image = URL.parse(tags.get('og:image') ?? '', page);
  if (!title && !description) return undefined;
  return {
    url: shown,
    ...(siteName ? { site_name: siteName } : {}),
    ...(title ? { title } : {}),
    ...(description ? { description } : {}),
    ...(image && tags.has('og:image') && isLoopback(image) ? { image: image.href } : {}),
  };
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag);
  const value = match?.[1] ?? match?.[2];
  return value === undefined ? undefined : decode(value);
}

const names: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

const decode = (text: string): string =>
  text
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, hex: string) => character(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});/g, (_, decimal: string) => character(Number(decimal)))
    .replace(/&(lt|gt|quot|apos|nbsp);/g, (_, name: string) => names[name] ?? '')
    .replace(/&amp;/g, '&');

const character = (code: number): string =>
  code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
