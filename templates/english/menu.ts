/** The desk's commands as Telegram lists them, in English. */
import type { menu } from '../menu.ts';

export const editor: typeof menu.editor = {
  publish: 'Publish an article from its address',
  breaking: 'Publish breaking news in all its channels',
  queue: 'What is waiting to be published',
  sources: 'The sources and their health',
  addsource: 'Add a source from a site’s address',
  schedule: 'Slots and quiet hours of the channels',
  channels: 'The channels, their settings and the bot’s rights',
  template: 'How posts look in each channel',
  edit: 'Edit a post',
  retract: 'Retract a post',
  pin: 'Pin or unpin a post',
  stats: 'Reads',
  why: 'What became of an address',
  broadcast: 'A message to all subscribers',
  follow: 'The “follow us” links in posts',
  editors: 'The desk: invite, remove, log',
  settings: 'Name, time zone, numbers, desk chat and language',
  export: 'newsroom.yaml as it is now',
  help: 'Commands',
};
