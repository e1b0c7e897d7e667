/** Sending: text, pictures, albums, documents, rich messages. */
import type { InputMedia, MessageEntity, ParseMode } from 'grammy/types';
import { badRequest } from '../envelope.ts';
import { documentOf, photoSizes } from '../files.ts';
import { type Content, captionContent, textContent } from '../messages.ts';
import type { Message } from '../state.ts';
import type { Telegram } from '../telegram.ts';
import { readCaption, readText } from '../text-parameters.ts';
import type { Methods } from './methods.ts';
import { checkPreview, send } from './placing.ts';
import { readRichMessage } from './rich.ts';

const maxAlbum = 10;

export const sendMethods = (telegram: Telegram): Methods => {
  const one = (messages: readonly Message[]) => messages[0];
  return {
    sendMessage(args) {
      const formatted = readText(args.text, args, telegram.store.state.users);
      const preview = checkPreview(args.link_preview_options);
      return one(send(telegram, args, 'text messages', [textContent(formatted, preview)]));
    },

    sendRichMessage(args) {
      const rich_message = readRichMessage(args.rich_message);
      return one(send(telegram, args, 'text messages', [{ rich_message }]));
    },

    async sendPhoto(args) {
      const content = await mediaContent(telegram, { ...args, type: 'photo', media: args.photo });
      return one(send(telegram, args, 'photos', [content]));
    },

    async sendDocument(args) {
      const { document: media } = args;
      const content = await mediaContent(telegram, { ...args, type: 'document', media });
      return one(send(telegram, args, 'documents', [content]));
    },

    async sendMediaGroup(args) {
      const { media } = args;
      if (media.length === 0) throw badRequest('there are no messages to send');
      if (media.length > maxAlbum) throw badRequest('too many messages to send as an album');
      if (new Set(media.map(({ type }) => type)).size > 1) {
        throw badRequest("document can't be mixed with other media types");
      }
      const contents: Content[] = [];
      for (const item of media) contents.push(await mediaContent(telegram, item));
      const group = { media_group_id: telegram.messages.newGroup() };
      const kind = media[0]?.type === 'photo' ? 'photos' : 'documents';
      return send(
        telegram,
        args,
        kind,
        contents.map((content) => ({ ...content, ...(media.length > 1 ? group : {}) })),
      );
    },
  };
};

interface Media {
  readonly type: InputMedia['type'];
  readonly media: unknown;
  readonly caption?: string;
  readonly parse_mode?: ParseMode;
  readonly caption_entities?: readonly MessageEntity[];
  readonly show_caption_above_media?: boolean;
  readonly has_spoiler?: boolean;
}

/**
 * A picture or a document with its caption.
 *
 * @param tooLong the error of a caption that is too long
 * @throws ApiError 400, also for the other types of media
 */
export async function mediaContent(
  { files, store }: Telegram,
  media: Media,
  tooLong?: string,
): Promise<Content> {
  const { type, caption, parse_mode, caption_entities: entities } = media;
  if (type !== 'photo' && type !== 'document') {
    throw badRequest(`media of type ${type} is not supported by the sandbox`);
  }
  const formatted = readCaption(caption, { parse_mode, entities }, store.state.users, tooLong);
  const file = await files.take(type, media.media);
  return {
    ...(type === 'photo' ? { photo: photoSizes(file) } : { document: documentOf(file) }),
    ...captionContent(formatted),
    ...(media.show_caption_above_media ? { show_caption_above_media: true } : {}),
    ...(media.has_spoiler ? { has_media_spoiler: true } : {}),
  };
}
