/** Who works at the desk and what they did, in English. */
import { isolateText, isolateWhole } from '../../src/arabic/bidi.ts';
import { choiceOf, nameIn, type StaffWords, staffTexts } from '../staff.ts';
import { channelParts } from './channels.ts';
import { networkName } from './follow.ts';
import { readyTitle } from './ready.ts';
import { digitsNames, languageNames } from './settings.ts';
import { moment } from './times.ts';

const roles: StaffWords['roles'] = { owner: 'owner', editor: 'editor', writer: 'writer' };

const words: StaffWords = {
  moment,
  roles,
  staff: 'The desk:',
  acts: {
    invite: (role) => `invited: ${role}`,
    join: (role) => `joined as ${role}`,
    dismiss: (name) => `removed ${isolateWhole(name)}`,
    publish: (title) => `published: ${isolateText(title)}`,
    withdraw: (title) => `took out: ${isolateText(title)}`,
    approve: (title) => `approved: ${isolateText(title)}`,
    reject: (title) => `rejected: ${isolateText(title)}`,
    explain: (reason) => `gave a reason for rejecting: ${isolateText(reason)}`,
    submit: (title) => `sent for review: ${isolateText(title)}`,
    reopen: (title) => `undid the decision on: ${isolateText(title)}`,
    amend: (title) => `edited: ${isolateText(title)}`,
    flash: (title) => `published as breaking: ${isolateText(title)}`,
    move: (title) => `changed the time of: ${isolateText(title)}`,
    'put first': (title) => `put first in the queue: ${isolateText(title)}`,
    edit: (text) => `edited a post: ${isolateText(text)}`,
    'undo edit': (title) => `undid an edit of: ${isolateText(title)}`,
    retract: (title) => `retracted: ${isolateText(title)}`,
    resume: (channel) => `tried again in ${isolateWhole(channel)}`,
    arrived: (title) => `confirmed that it arrived: ${isolateText(title)}`,
    'send again': (title) => `sent again: ${isolateText(title)}`,
    slots: (channel) => `changed the slots of ${isolateWhole(channel)}`,
    quiet: (channel) => `changed the quiet hours of ${isolateWhole(channel)}`,
    'add source': (name) => `added the source ${isolateWhole(name)}`,
    'remove source': (name) => `removed the source ${isolateWhole(name)}`,
    'save-template': (name) => `saved the template ${isolateWhole(name)}`,
    'undo-template': (name) => `undid a change of the template ${isolateWhole(name)}`,
    'delete-template': (name) => `deleted the template ${isolateWhole(name)}`,
    'restore-template': (name) => `brought back the template ${isolateWhole(name)}`,
    'choose-template': (choice) => {
      const { channel, template } = choiceOf(choice);
      return `chose for ${isolateWhole(channel)} the template ${isolateWhole(readyTitle(template))}`;
    },
    broadcast: (text) => `sent to subscribers: ${isolateText(text)}`,
    ...Object.fromEntries(
      Object.entries(channelParts).map(([part, name]) => [
        `channel ${part}`,
        (channel: string) => `changed in ${isolateWhole(channel)}: ${name.toLowerCase()}`,
      ]),
    ),
    'add channel': (channel) => `added the channel ${isolateWhole(channel)}`,
    'remove channel': (channel) => `removed the channel ${isolateWhole(channel)}`,
    'restore channel': (channel) => `brought back the channel ${isolateWhole(channel)}`,
    follow: (network) => `changed the “follow us” link of ${networkName(network)}`,
    unfollow: (network) => `removed the “follow us” link of ${networkName(network)}`,
    name: (name) => `changed the newsroom’s name to ${isolateWhole(name)}`,
    timezone: (zone) =>
      zone
        ? `changed the time zone to ${isolateWhole(zone)}`
        : 'set the time zone back to the server’s',
    numerals: (digits) => `changed the digits to ${nameIn(digitsNames, digits)}`,
    deskLanguage: (language) => `changed the desk’s language to ${nameIn(languageNames, language)}`,
    'desk chat': () => 'changed the desk’s chat',
    pin: (title) => `pinned: ${isolateText(title)}`,
    unpin: (title) => `unpinned: ${isolateText(title)}`,
  },
  noActs: 'Nothing has been logged yet.',
  lastActs: 'What editors did last:',
};

export const { roleName, colleagueName, staffList, actsList } = staffTexts(words);
