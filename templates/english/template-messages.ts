/** What editors read in /template, in English. Channels come as one text, each of them isolated. */
import { isolateWhole } from '../../src/arabic/bidi.ts';
import type { templateMessages as arabic } from '../template-messages.ts';

export const templateMessages: typeof arabic = {
  templatesOfChannels: 'How posts look in each channel. Choose a channel to change it:',
  channelTemplate: (channel, template) => `${isolateWhole(channel)} · ${isolateWhole(template)}`,
  templateMissing: (name) => `${name} (no longer there; the standard one takes its place)`,
  templatesOf: (channel, template) =>
    `The template of ${isolateWhole(channel)} now: ${isolateWhole(template)}\nChoose one to preview or use:`,
  newTemplate: 'New template',
  templateCalled: (name) => `Template: ${isolateWhole(name)}`,
  templateUsedIn: (channels) => `Used in: ${channels}`,
  templateUnused: 'No channel uses it.',
  templateBody: 'Its text:',
  templateFromFile:
    'This template is written in newsroom.yaml. If you change it here, your change stays until the file itself changes.',
  useTemplate: (channel) => `Use it in ${isolateWhole(channel)}`,
  changeTemplate: 'Change',
  removeTemplate: 'Delete',
  templatePreview: (template, channel) =>
    `An article with the template ${isolateWhole(template)} in ${isolateWhole(channel)}:`,
  templateNoArticle: 'There is no article yet to show in this template.',
  templateChosen: (channel, template) =>
    `Done. The template of ${isolateWhole(channel)} is now: ${isolateWhole(template)}\nIt holds for what is not out yet. What is out stays as it is unless you edit it.`,
  templateChoiceUndone: (channel, template) =>
    `The template of ${isolateWhole(channel)} is again: ${isolateWhole(template)}`,
  templateChosenSince:
    'The channel’s template has been changed since, or its former one was deleted, so nothing was undone.',
  templateChanged:
    'This has changed since you were shown it, so nothing was done. This is how it is now.',

  askTemplateName: 'Write the name of the new template, for example: Sports bulletin, or /cancel.',
  templateNameTaken: (name) =>
    `There is a template named ${isolateWhole(name)}. Write another name, or /cancel and change that one from /template.`,
  askTemplateBody: (name) =>
    `Write the text of the template ${isolateWhole(name)} in one message, or /cancel. You will see it before it is saved.`,
  templateBodyNow: 'Its text now, to copy and change:',
  templateToBeginWith: 'A text to begin with, to copy and change:',
  templateWrong: (problems) =>
    `Nothing was saved: the template needs mending.\n${problems}\nMend it and send it again, or /cancel.`,
  templateAsWritten: 'This is what we got from you, with its tags:',
  templateSaveAsk: (name) => `Save the template ${isolateWhole(name)}?`,
  templateSaveChanges: (channels) =>
    `It changes how posts look that are not out yet in: ${channels}\nWhat is out stays as it is unless you edit it.`,
  saveTemplate: 'Save',
  templateSaved: (name) => `The template ${isolateWhole(name)} was saved.`,
  templateSame: (name) =>
    `The template ${isolateWhole(name)} has this text already, so nothing was changed.`,
  templateSavedBefore: (name) =>
    `The template ${isolateWhole(name)} has changed since you began to write, so your text is not saved yet. This is its text now:`,
  templateRemovedBefore: (name) =>
    `The template ${isolateWhole(name)} was deleted after you began to write, so your text is not saved yet. Save it as a new template?`,
  saveTemplateAnyway: 'Save mine in its place',
  templateDraftOver:
    'This text was saved or dropped before, or somebody else has written this template.',
  templateDropped: 'Cancelled. Nothing was saved.',
  templateRestored: (name) => `The template ${isolateWhole(name)} has its former text again.`,
  templateUnmade: (name) => `Undone: the template ${isolateWhole(name)} was removed again.`,
  templateSavedSince: 'The template has been changed since, so nothing was undone.',
  templateInUse: (channels) =>
    `The template was not deleted: it is used in: ${channels}\nChoose another one for them first.`,
  templateKeptByFile:
    'The template was not deleted: it is written in newsroom.yaml. Delete it there.',
  templateRemoved: (name) => `The template ${isolateWhole(name)} was deleted.`,
  templateBack: (name) => `The template ${isolateWhole(name)} is back.`,
  templateBackBefore: 'This template was brought back before, or another has its name now.',
};
