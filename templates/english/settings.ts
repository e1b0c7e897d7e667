/** The newsroom's own settings, follow-us links and pins, in English. */
import { isolateText, isolateWhole } from '../../src/arabic/bidi.ts';
import type { settingsMessages as arabic } from '../settings.ts';

export const languageNames = { ar: 'Arabic', en: 'English' };

export const digitsNames = { western: 'Western', arabic: 'Arabic' };

export const settingsMessages: typeof arabic = {
  settingsText: ({ name, zone, clock, deskChat, language, digits }, said) =>
    [
      ...(said === undefined ? [] : [said, '']),
      'Settings of the newsroom:',
      `Name: ${isolateWhole(name)}`,
      `Time zone: ${isolateWhole(zone)}, where it is ${clock} now`,
      `Desk chat: ${deskChat === undefined ? 'this chat' : isolateWhole(deskChat)}`,
      `Language of the desk: ${language}`,
      `Numbers: ${digits}`,
    ].join('\n'),
  settingName: 'Name',
  settingZone: 'Time zone',
  deskHere: 'Make this chat the desk',
  languageNames,
  digitsNames,
  digitsButton: { western: 'Numbers as 123', arabic: 'Arabic numbers' },
  digitsSet:
    'Done. From now on readers see numbers this way, and so does the desk when it speaks Arabic.',
  askName: 'Write the newsroom’s name as readers know it, or /cancel to keep it.',
  nameUnfit: 'Write the name on one line of at most 64 characters.',
  askZone:
    'Write the time zone or a city, for example: Asia/Aden or “Riyadh”, or /cancel to keep it.',
  zoneUnknown:
    'I don’t know this zone. Write it like Asia/Aden, Asia/Riyadh or Africa/Cairo, or a city like “Beirut”.',
  nameSet: (name) => `Done. The name is now: ${isolateWhole(name)}`,
  zoneSet: (zone) =>
    `Done. The time zone is now: ${isolateWhole(zone)}. Slots, quiet hours and all times follow it from now on, and what waits for its time was moved to it.`,
  deskSet: 'Done. What we tell the desk comes to this chat from now on.',
  deskUnset: 'Done. What we tell the desk goes to its former chat.',
  languageSet: (language) => `Done. The desk’s language is now: ${language}`,
  settingUndo: 'Undo',
  settingChangedSince: 'This setting has been changed since, so nothing was undone.',
  exportCaption:
    'This is newsroom.yaml as the newsroom works now. Keep it, or put it in the place of the file on the server.',
  exportSecrets: 'Note: it holds passwords in the addresses of sources. Show it to nobody.',
  sentPrivately: 'It was sent to you in your chat with the bot.',
  openPrivately: (bot) =>
    `This is not sent before everyone. Open your chat with @${bot}, press “Start”, and ask for it there.`,

  notYours: 'This is for editors and the owner only.',
  followText: (links) =>
    [
      'The “follow us” links in posts:',
      ...links.map(({ name, address }) => `• ${name}:${address ? `\n${address}` : ' no link'}`),
      'Choose a network to change its link.',
    ].join('\n'),
  askFollow: (network) =>
    `Send the address of your page on ${network}, or “none” to remove the link, or /cancel to keep it.`,
  followUnfit:
    'This is not an address. Send it whole, as in the browser, for example: https://site.example/name or “none”.',
  followStrange: (network) => `Note: this is not the usual address of ${network}. Check it.`,
  followSet: 'Done. This is the line in every new post:',
  followNone: 'Done. There are no links now, so new posts have no “follow us” line.',
  followUndo: 'Undo',
  followChangedSince:
    'This link has been changed since, so nothing was undone. Send /follow to see it.',

  askPin:
    'Which post do you want to pin? Send /pin with its address in the channel, or choose one of the latest:',
  pinWhere: (headline) => `${isolateText(headline)}\nIn which channel?`,
  pinHowLong: (channel, headline) =>
    `${isolateText(headline)}\nHow long should it be pinned in ${isolateWhole(channel)}?`,
  pinDay: 'A day',
  pinWeek: 'A week',
  pinForGood: 'Until I unpin it',
  pinnedForDay: (channel) => `To be pinned in ${isolateWhole(channel)} for a day.`,
  pinnedForWeek: (channel) => `To be pinned in ${isolateWhole(channel)} for a week.`,
  pinnedForGood: (channel) => `To be pinned in ${isolateWhole(channel)} until you unpin it.`,
  unpin: 'Unpin',
  pinAgain: 'Pin again',
  unpinned: (channel) => `To be unpinned in ${isolateWhole(channel)}.`,
  notPinnable: 'This post is not in its channel now, so it can’t be pinned.',
  pinUnseen: (channel) =>
    `The bot can’t reach ${isolateWhole(channel)}. Make it an administrator there, then choose how long again.`,
  mayNotPin: (channel) =>
    `The bot may not pin in ${isolateWhole(channel)}.\nOpen the channel’s administrators, then the bot, and turn on “Edit messages of others” in a channel or “Pin messages” in a group, then choose how long again.`,
};
