/** What all sending methods have in common: where the message goes and what stands under it. */
import type { LinkPreviewOptions, ReplyParameters } from 'grammy/types';
import type { ContentKind } from '../chats.ts';
import { badRequest } from '../envelope.ts';
import { checkMarkup } from '../keyboard.ts';
import type { Content } from '../messages.ts';
import type { Message } from '../state.ts';
import type { Telegram } from '../telegram.ts';

export interface SendArguments {
  readonly chat_id: number | string;
  readonly message_thread_id?: number;
  readonly protect_content?: boolean;
  readonly reply_parameters?: ReplyParameters;
  /** The old way to say `reply_parameters.message_id`. */
  readonly reply_to_message_id?: number;
  readonly reply_markup?: object;
}

/**
 * Sends what was made of a call's parameters, after the checks that every send undergoes.
 *
 * @throws ApiError
 */
export function send(
  { bot, chats, flood, messages }: Telegram,
  args: SendArguments,
  kind: ContentKind,
  contents: readonly (Content & Pick<Message, 'forward_origin' | 'reply_markup'>)[],
): Message[] {
  const markup = checkMarkup(args.reply_markup);
  const threadId = args.message_thread_id;
  const chat = chats.find(args.chat_id, threadId);
  chats.requireSend(chat, kind, threadId);
  const replyTo =
    args.reply_parameters ??
    (args.reply_to_message_id === undefined ? undefined : { message_id: args.reply_to_message_id });
  const placing = { threadId, replyTo, markup, protect: args.protect_content };
  // Built once before the limits count it, for a call that is refused is not counted.
  messages.build(chat.id, bot, contents, placing);
  flood.take(chat, contents.length);
  return messages.post(chat.id, bot, contents, placing);
}

const previewFields = new Set([
  'is_disabled',
  'url',
  'prefer_small_media',
  'prefer_large_media',
  'show_above_text',
]);

/** @throws ApiError 400 for a field that Telegram does not know (it would overlook it) */
export function checkPreview(
  options: LinkPreviewOptions | undefined,
): LinkPreviewOptions | undefined {
  const stranger = Object.keys(options ?? {}).find((key) => !previewFields.has(key));
  if (stranger !== undefined)
    throw badRequest(`unknown field "${stranger}" in link_preview_options`);
  return options;
}
