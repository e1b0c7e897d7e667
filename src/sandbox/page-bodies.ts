/** What is posted to the page's API, read into what the sandbox does with it. */
import type { MessageEntity } from 'grammy/types';
import { allRights } from './default-world.ts';
import { type Fault, faultKinds } from './faults.ts';
import type { GivenFile, Said } from './saying.ts';
import type { ChatSetup } from './setups.ts';
import type { Membership } from './state.ts';

/** A request that the page should not have made. */
export class PageError extends Error {
  override readonly name = 'PageError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export type Body = Readonly<Record<string, unknown>>;

/** @throws PageError 400 for what is no JSON object */
export function parseBody(text: string): Body {
  try {
    return objectOf('the body', JSON.parse(text));
  } catch (error) {
    if (error instanceof PageError) throw error;
    throw new PageError(400, 'the body is not JSON');
  }
}

/** @throws PageError 400 for a kind of fault that there is not */
export function faultOf(body: Body): Fault {
  const kind = faultKinds.find((known) => known === body.kind);
  if (!kind) throw new PageError(400, `kind must be one of ${faultKinds.join(', ')}`);
  return { ...body, kind };
}

const statuses = [
  'creator',
  'administrator',
  'member',
  'restricted',
  'left',
  'kicked',
] as const satisfies Membership['status'][];

/**
 * What the bot is to be in a chat. Of an administrator, rights that are not named are not given.
 *
 * @throws PageError 400 for a status or a right that there is not
 */
export function membershipOf(body: Body): Membership {
  const status = statuses.find((known) => known === body.status);
  if (!status) throw new PageError(400, `status must be one of ${statuses.join(', ')}`);
  return { status, ...given('rights', body.rights, rightsOf) };
}

function rightsOf(name: string, value: unknown): NonNullable<Membership['rights']> {
  const rights = Object.entries(objectOf(name, value));
  const stranger = rights.find(([right]) => !Object.hasOwn(allRights, right));
  if (stranger) throw new PageError(400, `there is no right ${stranger[0]}`);
  return Object.fromEntries(rights.map(([right, on]) => [right, booleanOf(right, on)]));
}

/** @throws PageError 400 for a chat without a type or a title */
export function setupOf({ user: _, bot, ...setup }: Body): ChatSetup {
  const { type } = setup;
  if (type !== 'channel' && type !== 'supergroup' && type !== 'group') {
    throw wrong('type', 'channel, supergroup or group');
  }
  return {
    ...setup,
    type,
    title: stringOf('title', setup.title),
    ...given('bot', bot, (name, value) => membershipOf(objectOf(name, value))),
  };
}

/**
 * The message of a `say`, whose `user` and `chat` are for others to read.
 *
 * @throws PageError 400, also for a field that `say` does not know: a slip of the pen is no message
 */
export function saidOf({ user: _, chat: __, ...body }: Body): Said {
  const stranger = Object.keys(body).find((key) => !sayFields.has(key));
  if (stranger !== undefined) throw new PageError(400, `say knows no ${stranger}`);
  const { text, entities, photos, sticker, voice, document, forward } = body;
  const { protected: isProtected, reply_to: replyTo, thread } = body;
  return {
    ...given('text', text, stringOf),
    ...given('entities', entities, entitiesOf),
    ...given('photos', photos, (name, value) =>
      listOf(name, value).map((one) => fileOf(name, one)),
    ),
    ...given('sticker', sticker, booleanOf),
    ...given('voice', voice, booleanOf),
    ...given('document', document, fileOf),
    ...given('forward', forward, forwardOf),
    ...given('protect', isProtected, booleanOf),
    ...given('threadId', thread, numberOf),
    ...given('replyTo', replyTo, numberOf),
  };
}

const sayFields = new Set([
  'text',
  'entities',
  'photos',
  'sticker',
  'voice',
  'document',
  'forward',
  'protected',
  'reply_to',
  'thread',
]);

/** A field that may be absent, under the name that it gets. */
function given<N extends string, T>(
  name: N,
  value: unknown,
  read: (name: string, value: unknown) => T,
): { readonly [K in N]?: T } {
  return (value === undefined ? {} : { [name]: read(name, value) }) as { [K in N]?: T };
}

function wrong(name: string, kind: string): PageError {
  return new PageError(400, `${name} must be ${kind}`);
}

function objectOf(name: string, value: unknown): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrong(name, 'an object');
  }
  return { ...value };
}

function listOf(name: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(name, 'an array');
  return value;
}

function stringOf(name: string, value: unknown): string {
  if (typeof value !== 'string') throw wrong(name, 'a string');
  return value;
}

function numberOf(name: string, value: unknown): number {
  if (typeof value !== 'number') throw wrong(name, 'a number');
  return value;
}

function booleanOf(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw wrong(name, 'true or false');
  return value;
}

function fileOf(what: string, value: unknown): GivenFile {
  const { name, base64 } = objectOf(what, value);
  return { ...given('name', name, stringOf), ...given('base64', base64, stringOf) };
}

function forwardOf(what: string, value: unknown): NonNullable<Said['forward']> {
  const { chat, message } = objectOf(what, value);
  if (typeof chat !== 'number' && typeof chat !== 'string') throw wrong('chat', 'an id or a name');
  const ids = Array.isArray(message) ? message : [message];
  return { chat, messages: ids.map((id) => numberOf('message', id)) };
}

/** What an entity holds is checked with the text. */
const entitiesOf = (name: string, value: unknown): MessageEntity[] =>
  listOf(name, value).map((one) => objectOf(name, one) as unknown as MessageEntity);
