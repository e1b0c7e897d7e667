/** From a call's text, parse_mode and entities to what Telegram stores; the order of checks is its. */
import type { MessageEntity, User } from 'grammy/types';
import { type FormattedText, formatText } from './entities.ts';
import { badRequest } from './envelope.ts';
import { parseHtml } from './html.ts';

/** UTF-8 bytes before parsing (Client.cpp). */
const maxSourceBytes = 32_768;
/** Code points after parsing. */
const maxText = 4_096;
const maxCaption = 1_024;

interface Source {
  readonly parse_mode?: string | undefined;
  readonly entities?: readonly MessageEntity[] | undefined;
}

/** Those whom a link to a user can mean. */
type Users = ReadonlyMap<number, User>;

/** @throws ApiError 400 */
export function readText(source: string, options: Source, users: Users): FormattedText {
  if (source === '') throw badRequest('message text is empty');
  const formatted = format(source, options, users);
  if (formatted.text === '') throw badRequest('text must be non-empty');
  if ([...formatted.text].length > maxText) throw badRequest('message is too long');
  return formatted;
}

/**
 * @param tooLong the error of a caption that is too long: sending and editing have different ones
 * @throws ApiError 400
 */
export function readCaption(
  source: string | undefined,
  options: Source,
  users: Users,
  tooLong = 'message caption is too long',
): FormattedText {
  if (!source) return { text: '', entities: [] };
  const formatted = format(source, options, users);
  if ([...formatted.text].length > maxCaption) throw badRequest(tooLong);
  return formatted;
}

function format(
  source: string,
  { parse_mode = '', entities = [] }: Source,
  users: Users,
): FormattedText {
  if (Buffer.byteLength(source) > maxSourceBytes) throw badRequest('text is too long');
  switch (parse_mode.toLowerCase()) {
    case '':
    case 'none':
      return formatText(source, entities, users);
    case 'html': {
      const { text, entities: parsed } = parseHtml(source);
      return formatText(text, parsed, users);
    }
    case 'markdown':
    case 'markdownv2':
      throw badRequest(`parse_mode ${parse_mode} is not supported by the sandbox`);
    default:
      throw badRequest('unsupported parse_mode');
  }
}
