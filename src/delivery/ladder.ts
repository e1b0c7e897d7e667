/**
 * The media ladder: an article's picture by its address, by upload, converted; else its news card.
 * What stands below those, link preview and bare text, needs no picture; see call.ts.
 */
import { GrammyError, InputFile } from 'grammy';
import type { Rung } from '../../data/repositories/posts.ts';
import type { Media, Picture } from '../../templates/message.ts';
import { describeError } from '../errors.ts';
import { convert, inspect } from './convert.ts';
import { isLargeEnough, isTakenAsIs } from './picture.ts';

const fetchMs = 10_000;
const maxBytes = 20 * 1024 * 1024;
const rememberedFiles = 500;

/** How a picture may be given to Telegram: one a picture of the message, in its order. */
export interface Step {
  readonly rung: Rung;
  readonly files: readonly (string | InputFile)[];
}

export interface LadderOptions {
  /** The bytes behind an address of the open web, as src/intake/fetch.ts gets them. */
  readonly fetch: (
    url: string,
    options: { allowHosts: readonly string[]; timeoutMs: number; maxBytes: number },
  ) => Promise<{ readonly body: Uint8Array }>;
  readonly allowHosts: () => Promise<readonly string[]>;
  /** The news card of an article on a channel, as PNG; undefined when the channel wants none. */
  readonly card?:
    | ((articleId: number, channelId: number) => Promise<Uint8Array | undefined>)
    | undefined;
}

export type Ladder = ReturnType<typeof createLadder>;

interface Loaded {
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly isTaken: boolean;
}

export function createLadder({ fetch, allowHosts, card }: LadderOptions) {
  /** file_ids by address: a picture goes up once, however many channels show it. */
  const known = new Map<string, string>();
  const loading = new Map<string, Promise<Loaded>>();

  const load = async ({ url }: Picture): Promise<Loaded> => {
    const options = { allowHosts: await allowHosts(), timeoutMs: fetchMs, maxBytes };
    const { body: bytes } = await fetch(url, options);
    const facts = await inspect(bytes);
    if (!isLargeEnough(facts)) throw new Error(`${facts.width}×${facts.height} is too small`);
    const isPlain = (facts.format === 'jpeg' || facts.format === 'png') && facts.isUpright;
    return { url, bytes, isTaken: isPlain && isTakenAsIs({ ...facts, bytes: bytes.length }) };
  };

  /** Thirty channels that want one picture at once wait for one fetch. */
  const loadOnce = (picture: Picture): Promise<Loaded> => {
    const underWay = loading.get(picture.url);
    if (underWay) return underWay;
    const work = load(picture).finally(() => loading.delete(picture.url));
    loading.set(picture.url, work);
    return work;
  };

  return {
    /**
     * The steps down, each made only when the one before was refused.
     *
     * @param failed hears why a rung has nothing to give
     */
    async *steps(
      { pictures, articleId, channelId }: Media,
      failed: (rung: Rung, error: unknown) => void,
    ): AsyncGenerator<Step> {
      if (pictures.length > 0) {
        yield { rung: 'address', files: pictures.map(({ url }) => known.get(url) ?? url) };
        for (const { url } of pictures) known.delete(url);
        const loaded = await all(pictures, loadOnce, (error) => failed('upload', error));
        const taken = loaded.filter(({ isTaken }) => isTaken);
        if (taken.length > 0 && taken.length === loaded.length) {
          yield {
            rung: 'upload',
            files: taken.map(({ bytes }) => new InputFile(bytes, 'photo.jpg')),
          };
        }
        const converted = await all(
          loaded,
          ({ bytes }) => convert(bytes),
          (error) => failed('converted', error),
        );
        if (converted.length > 0) {
          yield {
            rung: 'converted',
            files: converted.map((bytes) => new InputFile(bytes, 'photo.jpg')),
          };
        }
      }
      const drawn = await card?.(articleId, channelId).catch((error: unknown) => {
        failed('card', error);
        return undefined;
      });
      if (drawn) yield { rung: 'card', files: [new InputFile(drawn, 'card.png')] };
    },

    /** Telegram has the picture of this address now, under this file_id. */
    remember(url: string, fileId: string): void {
      known.delete(url);
      known.set(url, fileId);
      const [oldest] = known.keys();
      if (known.size > rememberedFiles && oldest !== undefined) known.delete(oldest);
    },
  };
}

/** What works of a list, in its order. */
async function all<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  failed: (error: unknown) => void,
): Promise<R[]> {
  const outcomes = await Promise.allSettled(items.map(work));
  for (const outcome of outcomes) if (outcome.status === 'rejected') failed(outcome.reason);
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
}

/** Descriptions of a 400 that is about the picture and nothing else (TDLib; facts of the field). */
const pictureTexts = [
  'wrong file identifier',
  'wrong remote file identifier',
  'HTTP URL specified',
  'failed to get HTTP URL content',
  'wrong type of the web page content',
  "can't upload file by URL",
  "can't use file of type",
  'there is no photo in the request',
  'photo has unsupported extension',
  'file is too big',
  'file must be non-empty',
  'not enough rights to send photos',
  'IMAGE_PROCESS_FAILED',
  'MEDIA_EMPTY',
  'MEDIA_INVALID',
  'WEBPAGE_CURL_FAILED',
  'WEBPAGE_MEDIA_EMPTY',
];

/** Whether Telegram certainly sent nothing, and only because of the picture. */
export function refusesPicture(error: unknown): boolean {
  if (!(error instanceof GrammyError)) return false;
  if (error.error_code === 413) return true;
  if (error.error_code !== 400) return false;
  const { description } = error;
  return (
    /PHOTO_[A-Z_]+/.test(description) || pictureTexts.some((text) => description.includes(text))
  );
}

/** Why a step failed, in a line for the log. */
export const reasonOf = (error: unknown): string => describeError(error).message;
