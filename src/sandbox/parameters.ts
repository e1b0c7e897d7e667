/**
 * Checks a call against the table of all methods, and turns what came as text into what the method
 * takes. Stricter than Telegram on purpose: Telegram ignores a parameter that it does not know, and
 * so hides a slip of the pen; here it is refused.
 */
import { readFileSync } from 'node:fs';
import type { Parameters } from './body.ts';
import { ApiError, badRequest } from './envelope.ts';
import type { Upload } from './multipart.ts';

interface MethodRow {
  /** `type`: what the value may be, joined by ` | `: number, string, boolean, array, object, file. */
  readonly params: Readonly<Record<string, { readonly required: boolean; readonly type: string }>>;
}

/** Made by scripts/bot-api-methods.ts. */
const table: Readonly<Record<string, MethodRow>> = JSON.parse(
  readFileSync(new URL('./methods.json', import.meta.url), 'utf8'),
);
/** Telegram does not tell upper from lower case in a method's name. */
const names = new Map(Object.keys(table).map((name) => [name.toLowerCase(), name]));

/** The texts that Telegram has of its own for a parameter that is missing. */
const missingTexts: Readonly<Record<string, string>> = {
  chat_id: 'chat_id is empty',
  text: 'message text is empty',
};

/**
 * @returns the method's name as the table spells it
 * @throws ApiError 404 for a method that is in no table
 */
export function findMethod(name: string): string {
  const found = names.get(name.toLowerCase());
  if (!found) throw new ApiError(404, 'method not found');
  return found;
}

/**
 * @returns the parameters by name, typed as the table says; an `attach://name` is replaced by its
 *   {@link Upload}
 * @throws ApiError 400 for a parameter that is unknown, missing, or of another type
 */
export function checkParameters(
  method: string,
  { values, files }: Parameters,
): Record<string, unknown> {
  const params = new Map(Object.entries(table[method]?.params ?? {}));
  const checked = new Map<string, unknown>();
  const attached = new Set<string>();
  for (const [name, value] of values) {
    const row = params.get(name);
    if (!row) throw badRequest(`unknown parameter "${name}"`);
    if (value === null || value === undefined) continue;
    const typed = convert(name, row.type, value);
    checked.set(name, attach(typed, files, attached));
  }
  for (const [name, file] of files) {
    if (attached.has(name)) continue;
    if (!params.get(name)?.type.includes('file')) throw badRequest(`unknown parameter "${name}"`);
    checked.set(name, file);
  }
  for (const [name, { required }] of params) {
    if (required && !checked.has(name)) {
      throw badRequest(missingTexts[name] ?? `parameter "${name}" is required`);
    }
  }
  return Object.fromEntries(checked);
}

function convert(name: string, type: string, value: unknown): unknown {
  if (typeof value === 'string' && !value.isWellFormed()) {
    throw badRequest('strings must be encoded in UTF-8');
  }
  for (const kind of type.split(' | ')) {
    const typed = conversions[kind]?.(value);
    if (typed !== undefined) return typed;
  }
  throw badRequest(`parameter "${name}" must be of type ${type}`);
}

/** To a kind from a JSON value or from text; undefined where that can't be. */
const conversions: Readonly<Record<string, (value: unknown) => unknown>> = {
  number: (value) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
  },
  string: (value) => (typeof value === 'string' ? value : undefined),
  // attach://name, replaced afterwards by the file.
  file: (value) => (typeof value === 'string' && value.startsWith('attach://') ? value : undefined),
  boolean: toBoolean,
  array: (value) => {
    const list = typeof value === 'string' ? fromJson(value) : value;
    return Array.isArray(list) ? list : undefined;
  },
  object: (value) => {
    const object = typeof value === 'string' ? fromJson(value) : value;
    return typeof object === 'object' && object !== null && !Array.isArray(object)
      ? object
      : undefined;
  },
};

/** Forms carry words; Telegram takes these. */
function toBoolean(value: unknown): boolean | undefined {
  if (value === true || /^(?:true|yes|1)$/i.test(String(value))) return true;
  if (value === false || /^(?:false|no|0)$/i.test(String(value))) return false;
  return undefined;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Puts files in the place of their `attach://` names, however deep. */
function attach(value: unknown, files: Parameters['files'], attached: Set<string>): unknown {
  if (typeof value === 'string' && value.startsWith('attach://')) {
    const name = value.slice('attach://'.length);
    const file = files.get(name);
    if (!file) return value;
    attached.add(name);
    return file;
  }
  if (Array.isArray(value)) return value.map((item) => attach(item, files, attached));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, attach(item, files, attached)]),
    );
  }
  return value;
}

/** Whether a parameter that takes a file or its name was given the file. */
export const isUpload = (value: unknown): value is Upload =>
  typeof value === 'object' && value !== null && 'bytes' in value && Buffer.isBuffer(value.bytes);
