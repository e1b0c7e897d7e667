/** Files that came to the sandbox: uploaded, fetched from an address, or named again by file_id. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { PhotoSize, Sticker, Voice } from 'grammy/types';
import { badRequest } from './envelope.ts';
import { imageSize } from './images.ts';
import type { Upload } from './multipart.ts';
import { isUpload } from './parameters.ts';
import type { Document, FileRecord } from './state.ts';
import type { Store } from './store.ts';
import { isLoopback } from './urls.ts';

const maxPhotoBytes = 10 * 1024 * 1024;
const maxFetchBytes = 20 * 1024 * 1024;
/** By address a photo may be half as large as by upload (Bot API, "Sending files"). */
const maxFetchedPhotoBytes = 5 * 1024 * 1024;
const photoNames = new Set(['.jpg', '.jpeg', '.gif', '.png', '.tif', '.tiff', '.bmp', '.webp', '']);
const fetchWithinMs = 10_000;

export type Files = ReturnType<typeof createFiles>;

/** @param folder where the bytes are kept; absent: in memory */
export function createFiles(store: Store, folder: string | undefined) {
  const { state } = store;
  const memory = new Map<string, Buffer>();

  const keep = (kind: FileRecord['kind'], upload: Upload): FileRecord => {
    const { counters } = state;
    const number = counters.file + 1;
    const size = kind === 'photo' ? checkPhoto(upload) : imageSize(upload.bytes);
    const file: FileRecord = {
      id: `sandbox-${kind}-${number}`,
      kind,
      name: upload.name,
      mime: size?.mime ?? upload.type,
      bytes: upload.bytes.length,
      ...(size ? { width: size.width, height: size.height } : {}),
    };
    if (folder === undefined) memory.set(file.id, upload.bytes);
    else {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, file.id), upload.bytes);
    }
    store.commit(
      { kind: 'file', file },
      { kind: 'counters', counters: { ...counters, file: number } },
    );
    return file;
  };

  return {
    /**
     * Takes in a file that was uploaded.
     *
     * @throws ApiError 400 for what Telegram would not take as a photo
     */
    keep,

    /**
     * The file that a call's parameter stands for.
     *
     * @param value an upload, an address, or the file_id of a file that was sent before
     * @throws ApiError 400
     */
    async take(kind: FileRecord['kind'], value: unknown): Promise<FileRecord> {
      if (isUpload(value)) return keep(kind, value);
      const text = String(value);
      if (/^https?:\/\//i.test(text)) return keep(kind, await fetchFile(text, kind));
      if (text.startsWith('attach://')) throw badRequest(`there is no ${kind} in the request`);
      const known = state.files.get(text);
      if (!known) throw badRequest('wrong file identifier/HTTP URL specified');
      if (known.kind !== kind) {
        throw badRequest(`can't use file of type ${capital(known.kind)} as ${capital(kind)}`);
      }
      return known;
    },

    /** @returns undefined for an id that was never given */
    read(id: string): { file: FileRecord; bytes: Buffer } | undefined {
      const file = state.files.get(id);
      if (!file) return undefined;
      const bytes = folder === undefined ? memory.get(id) : readFileSync(join(folder, id));
      return bytes && { file, bytes };
    },
  };
}

/** The one size that the sandbox has of a picture: its own. */
export const photoSizes = ({ id, bytes, width = 0, height = 0 }: FileRecord): PhotoSize[] => [
  { file_id: id, file_unique_id: `unique-${id}`, width, height, file_size: bytes },
];

export const documentOf = ({ id, name, mime, bytes }: FileRecord): Document => ({
  file_id: id,
  file_unique_id: `unique-${id}`,
  file_name: name,
  mime_type: mime,
  file_size: bytes,
});

/** What kind of sticker it is: a still one, of no set. */
export const stickerOf = ({ id, bytes }: FileRecord): Sticker => ({
  file_id: id,
  file_unique_id: `unique-${id}`,
  type: 'regular',
  width: 512,
  height: 512,
  is_animated: false,
  is_video: false,
  emoji: '🌅',
  file_size: bytes,
});

/** The sandbox listens to none: each lasts three seconds. */
export const voiceOf = ({ id, mime, bytes }: FileRecord): Voice => ({
  file_id: id,
  file_unique_id: `unique-${id}`,
  duration: 3,
  mime_type: mime,
  file_size: bytes,
});

/** Telegram's rules for photos; documents have none. */
function checkPhoto({ bytes, name }: Upload) {
  if (bytes.length === 0) throw badRequest('file must be non-empty');
  if (bytes.length > maxPhotoBytes) throw badRequest('file is too big');
  if (!photoNames.has(extname(name).toLowerCase())) {
    throw badRequest(
      'photo has unsupported extension. Use one of .jpg, .jpeg, .gif, .png, .tif or .bmp',
    );
  }
  const size = imageSize(bytes);
  if (!size) throw badRequest('IMAGE_PROCESS_FAILED');
  const { width, height } = size;
  const ratio = Math.max(width, height) / Math.min(width, height);
  if (width + height > 10_000 || !(ratio <= 20)) throw badRequest('PHOTO_INVALID_DIMENSIONS');
  return size;
}

/** Telegram fetches from anywhere; the sandbox from this machine alone, and says so by failing. */
async function fetchFile(address: string, kind: FileRecord['kind']): Promise<Upload> {
  const url = URL.parse(address);
  if (!url) throw badRequest('wrong HTTP URL specified');
  const failed = () => badRequest('failed to get HTTP URL content');
  if (!isLoopback(url)) throw failed();
  let response: Response;
  let bytes: Buffer;
  try {
    response = await fetch(url, {
      redirect: 'error',
      headers: { 'User-Agent': 'TelegramBot (like TwitterBot)' },
      signal: AbortSignal.timeout(fetchWithinMs),
    });
    bytes = Buffer.from(await response.arrayBuffer());
  } catch {
    throw failed();
  }
  const most = kind === 'photo' ? maxFetchedPhotoBytes : maxFetchBytes;
  if (!response.ok || bytes.length > most) throw failed();
  const type = response.headers.get('content-type')?.split(';')[0] ?? 'application/octet-stream';
  if (kind === 'photo' && !type.startsWith('image/')) {
    throw badRequest('wrong type of the web page content');
  }
  return { name: url.pathname.split('/').at(-1) ?? '', type, bytes };
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
