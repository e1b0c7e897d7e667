/** Who works at the desk and what they did, in English. */
import { isolateText, isolateWhole } from '../../src/arabic/bidi.ts';
import { type StaffWords, staffTexts } from '../staff.ts';
import { channelParts } from './channels.ts';
import { networkName } from './follow.ts';
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
    timezone: (zone) => `changed the time zone to ${isolateWhole(zone)}`,
    deskLanguage: (language) => `changed the desk’s language to ${isolateWhole(language)}`,
    'desk chat': () => 'changed the desk’s chat',
    pin: (title) => `pinned: ${isolateText(title)}`,
    unpin: (title) => `unpinned: ${isolateText(title)}`,
  },
  noActs: 'Nothing has been logged yet.',
  lastActs: 'What editors did last:',
};

export const { roleName, colleagueName, staffList, actsList } = staffTexts(words);
