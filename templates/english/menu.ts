/** The desk's commands as Telegram lists them, in English. */
import { helpOf, type menu } from '../menu.ts';

export const editor: typeof menu.editor = {
  publish: 'Publish an article from its address',
  breaking: 'Publish breaking news in all its channels',
  queue: 'What is waiting to be published',
  sources: 'The sources and how they do',
  addsource: 'Add a source from a site’s address',
  schedule: 'Slots and quiet hours of the channels',
  template: 'How posts look in each channel',
  edit: 'Edit a post',
  retract: 'Retract a post',
  stats: 'Reads',
  why: 'What became of an address',
  broadcast: 'A message to all subscribers',
  editors: 'The desk: invite, remove, log',
  help: 'Commands',
};

export const editorHelp = helpOf(editor);
