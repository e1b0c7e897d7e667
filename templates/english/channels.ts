/** The channels as editors see and change them in Telegram, in English. */
import { isolateWhole } from '../../src/arabic/bidi.ts';
import {
  type channelMessages as arabic,
  type channelParts as arabicParts,
  type ChannelWords,
  channelTexts,
} from '../channels.ts';
import { clip } from '../fit.ts';
import { listed, postCount } from './messages.ts';
import { counted } from './plurals.ts';
import { readyTitle } from './ready.ts';

const words: ChannelWords = {
  listed,
  count: (count) => counted(count, 'channel'),
  slots: (count) => counted(count, 'slot'),
  atOnce: 'at once',
  quiet: (from, to) => `quiet hours ${from}–${to}`,
  modes: { auto: 'by itself', review: 'after review' },
  troubles: {
    target: 'Stopped: the bot can’t reach it',
    permission: 'Stopped: the bot has no right to publish in it',
  },
  templateTitle: readyTitle,
  all: 'all',
  andOthers: (names) => `${names} and others`,
  key: (key) => `Key in newsroom.yaml: ${key}`,
  thread: (id) => `Topic in the group: ${id}`,
  mode: (mode) => `Publishing: ${mode}`,
  week: (week) => `Slots: ${week} (to change them: /schedule)`,
  template: (name) => `Template: ${name}`,
  sections: (names) => `Sections: ${names}`,
  sources: (names) => `Sources: ${names}`,
  rights: {
    post: { what: 'publish posts', remedy: '“Post messages”' },
    edit: { what: 'edit its posts', remedy: '“Post messages”' },
    delete: { what: 'delete old posts', remedy: '“Delete messages”' },
    pin: {
      what: 'pin posts',
      remedy: '“Edit messages of others” in channels, “Pin messages” in groups',
    },
  },
  rightsTitle: 'What the bot may do:',
  remedy: (rights) =>
    `To complete this: open the channel’s administrators, then the bot, and turn on ${rights.join(' and ')}.`,
  chatKinds: { channel: 'the channel', group: 'the group' },
};

const { channelsText, channelCard, rightsText, chatTitle, ...lists } = channelTexts(words);

export const { someOf } = lists;

export const channelParts: typeof arabicParts = {
  slots: 'Slots',
  quiet: 'Quiet hours',
  mode: 'Way of publishing',
  numerals: 'Numerals',
  sections: 'Sections',
  sources: 'Sources',
  media: 'Pictures',
  silent: 'Without sound',
  protect: 'No copying',
  related: 'Read also',
  readCount: 'Count of reads',
};

export const channelMessages: typeof arabic = {
  channelsText,
  channelCard,
  channelParts,
  rightsText,
  channelModes: { auto: 'By itself', review: 'After review' },
  channelNumerals: { western: '123', arabic: 'Arabic digits', keep: 'As in the source' },
  chosen: (text) => `✓ ${text}`,
  checkRights: 'Check the rights',
  rightsUnseen:
    'The bot can’t reach the channel. Make sure that it is an administrator there, then check again.',
  channelChanged: (part) => `Changed: ${part}.`,
  channelUndo: 'Undo the change',
  channelUndone: (part) => `As it was before: ${part}.`,
  channelChangedSince: 'This has been changed since, so nothing was undone.',
  channelGone: 'This channel was removed. Send /channels to see the channels.',
  cardTemplate: 'Template',
  filterButton: (part) => `${part}…`,
  askSections: (channel) =>
    `Write the sections of ${isolateWhole(channel)} with commas between them, as their sites name them\nor “all” to publish all sections, or /cancel to keep them.`,
  askSources: (channel, sources) =>
    `Write the sources of ${isolateWhole(channel)} with commas between them, or “all”, or /cancel to keep them.\nThe sources: ${someOf(sources)}`,
  sectionsNotUnderstood: 'Write the name of at least one section, or “all”.',
  sectionsTooMany: (count, letters) =>
    `Write at most ${count} sections, each in at most ${counted(letters, 'character')}.`,
  sourcesNotUnderstood: 'Write the name of at least one source, or “all”.',
  sourceUnknown: (name, sources) =>
    `There is no source named ${isolateWhole(clip(name, 100))}. Choose among these: ${someOf(sources)}`,
  removeChannel: 'Remove the channel',
  removeChannelAsk: (channel, waiting) =>
    [
      `Remove ${isolateWhole(channel)}? What was published there stays; nothing more will be published in it.`,
      ...(waiting > 0
        ? [
            `${postCount(waiting)} waiting for it will be cancelled, and an undo does not bring them back.`,
          ]
        : []),
    ].join('\n'),
  removeChannelYes: 'Yes, remove it',
  channelRemoved: (channel) => `${isolateWhole(channel)} was removed. We will not publish in it.`,
  restoreChannel: 'Undo the removal',
  channelRestored: (channel) => `${isolateWhole(channel)} is back as it was.`,
  channelThere: 'The channel is there.',

  setUpAsk: (chat) => `The bot was added to ${chatTitle(chat)}. Publish in it?`,
  setUpReview: 'Yes, each post after review',
  setUpAuto: 'Yes, by itself',
  setUpNot: 'Not now',
  setUpUndo: 'Undo',
  setUpDone: (chat, mode) =>
    mode === 'auto'
      ? `We publish in ${chatTitle(chat)} from now on, by ourselves.`
      : `We publish in ${chatTitle(chat)} from now on, each post after review.`,
  setUpRestored: (chat, mode) =>
    mode === 'auto'
      ? `We publish in ${chatTitle(chat)} again, by ourselves. Its other settings are as they were.`
      : `We publish in ${chatTitle(chat)} again, each post after review. Its other settings are as they were.`,
  setUpKnown: (chat) => `We publish in ${chatTitle(chat)} already.`,
  setUpDeclined: (chat) =>
    `We will not publish in ${chatTitle(chat)}. Press the button when you want it:`,
  setUpLater: 'Add it now',
  setUpUnseen:
    'The bot can’t reach this channel. Make it an administrator there again, and we will ask you again.',
  openChannel: 'Settings of the channel',
  addedByStranger: (who, chat) =>
    `${isolateWhole(who)}, who is not one of those who add channels, added the bot to ${chatTitle(chat)}, so we will not publish in it.\nIf it is yours, take the bot out and add it yourself.`,
  shutOut: (channel) =>
    `Publishing in ${isolateWhole(channel)} has stopped: the bot was taken out of it.\nIts posts are kept and go out by themselves once you make it an administrator again.`,
};
