/** Inputs of the command line: a file's bytes, or an address fetched. */
import { readFile } from 'node:fs/promises';
import { Failure } from '../errors.ts';
import { fetchPublic } from '../intake/fetch.ts';

export interface Input {
  readonly bytes: Uint8Array;
  readonly url?: string;
  readonly contentType?: string;
}

export const isAddress = (input: string): boolean => /^https?:\/\//i.test(input);

/**
 * @param allowHosts private hosts that may be fetched
 * @throws Failure `file-unreadable`, or as src/intake/fetch.ts
 */
export async function readInput(input: string, allowHosts: readonly string[]): Promise<Input> {
  if (!isAddress(input)) return { bytes: await readBytes(input) };
  const { body, url, contentType } = await fetchPublic(input, { allowHosts });
  return { bytes: body, url, ...(contentType ? { contentType } : {}) };
}

export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Failure('file-unreadable', { file, reason: code ?? 'unknown' }, { cause });
  }
}
