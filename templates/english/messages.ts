/** What the bot says to editors in English, by key: the keys are those of the Arabic table. */
import { isolateText, isolateWhole } from '../../src/arabic/bidi.ts';
import { clip } from '../fit.ts';
import type { messages as arabic } from '../messages.ts';
import { counted } from './plurals.ts';

const subscribers = (count: number) => counted(count, 'subscriber');

/** «12 items». */
export const itemCount = (count: number): string => counted(count, 'item');

/** «69 reads». */
export const readCount = (count: number): string => counted(count, 'read');

/** «12 posts». */
export const postCount = (count: number): string => counted(count, 'post');

/** Names in one line. */
export const listed = (names: readonly string[]): string => names.join(', ');

export const messages: typeof arabic = {
  editorWelcome: (newsroom) =>
    `Welcome to the desk of ${isolateWhole(newsroom)}.\nSend /publish with the address of an article to publish it, or /help for the other commands.`,
  ownersOnly: 'Only the owner can do this.',
  inviteEditor: 'Invite an editor',
  inviteWriter: 'Invite a writer',
  invitation: (role, link) =>
    `An invitation to join as ${role}. It works once, within 24 hours. Send it to the person:\n${link}`,
  joined: (role) => `Welcome to the desk. Your role: ${role}.`,
  deskLost:
    'The bot was put out of the desk chat, so what went there comes to you from now on. To make a group the desk chat: add the bot to it and send /settings there.',
  invitedAlready: (role) =>
    `You are in the newsroom already, as ${role}. This invitation is for a colleague, and still good.`,
  invitationOver:
    'This invitation has expired or was used. Ask the owner of the newsroom for another.',
  dismiss: (name) => `Remove ${name}`,
  dismissAsk: (name) =>
    `Remove ${name} from the desk? Their drafts are kept, and they can be invited again.`,
  dismissYes: 'Yes, remove',
  dismissed: (name) => `${name} was removed from the desk.`,
  notDismissed: 'The owner can’t be removed here, or this person was removed before.',
  actsLog: 'Log',
  askNotice:
    'Write the message after the command, for example: /broadcast We are back tomorrow at seven in the morning.',
  noticeLong: 'The message is longer than 4096 characters. Shorten it and send it again.',
  noticeAsk: (readers) =>
    readers === 0
      ? 'There are no subscribers yet, so the message would reach nobody.'
      : `This is how the message will look. It will go to ${subscribers(readers)}. Send it?`,
  noticeSend: 'Send',
  noticeStop: 'Stop sending',
  noticeGoes: 'Sending has begun.',
  noticeOver: 'This message was sent or dropped before.',
  noticeStopped: (sent) =>
    sent === 0
      ? 'Sending was stopped before the message reached anybody.'
      : `Sending was stopped after the message had reached ${subscribers(sent)}. What has arrived can’t be taken back.`,
  noticeDropped: 'The message was dropped. It reached nobody.',
  noticeProgress: (sent, total) => `Sending: ${sent} of ${total}`,
  noticeDone: (sent) =>
    sent === 0
      ? 'Sending is over. The message reached nobody.'
      : `Sending is over. The message reached ${subscribers(sent)}.`,
  unknownCommand: 'I don’t know this command. Send /help for the list.',
  editorsOnly: 'This is for editors only.',
  staleButton: 'This button no longer works.',

  askAddress:
    'Send the address of the article that you want to publish, or its text, or a picture with its text.',
  openDrafts: 'Drafts that are not published yet:',
  reading: 'Reading the page…',
  askAddressAgain: 'Send another address, or the text of the article itself.',
  previewIntro: 'This is how the post will look:',
  publishedBefore: (where) =>
    `This article was published before:\n${where}\nWhat do you want to do?`,
  again: 'Publish it again',
  open: (channel) => `Open the post in ${isolateWhole(channel)}`,
  stop: 'Leave it',
  noChannels:
    'There are no channels yet. Make the bot an administrator of your channel, and we will ask you here whether to publish in it.',
  chooseOne: 'Choose at least one channel.',
  now: 'Now',
  nextSlot: 'Next slot',
  atTime: 'Set a time',
  cancel: 'Cancel',
  askTime:
    'Write the time, for example: 20:30 or “tomorrow 8 pm” or 25/12 09:00, or /cancel to keep what there was',
  timeNotUnderstood: 'I didn’t understand the time. Write it like this: 20:30 or “tomorrow 8 pm”.',
  timePast: (when) => `This time has passed (${when}). Write one that lies ahead.`,
  confirmIntro: (headline) => `To be published: ${isolateText(headline)}`,
  channelTime: (channel, when) => `• ${when} · ${isolateWhole(channel)}`,
  toldAlready: 'These channels have this story already, published or planned:',
  teller: (channel, when, headline) =>
    `• ${when} · ${isolateWhole(channel)}\n${isolateText(headline)}`,
  toldMeanwhile:
    'Something on this story is published or planned already, so nothing was done. Check, then confirm.',
  pieceNowhere: 'The channels of this post were removed. Choose another one for it.',
  confirm: 'Publish',
  back: 'Back',
  confirmed: (count) => `Done. ${postCount(count)} on the way:`,
  discarded: 'Cancelled. Nothing was published.',
  nothingToCancel: 'There is nothing to cancel.',
  undo: 'Undo',
  undone: 'The post waits for a decision again.',
  undoneBusy:
    'You have begun another draft of this article. Publish or cancel it, then undo this one.',
  undoneNewer:
    'Its writer has sent a newer version, which waits for a decision, so this one was not brought back.',
  undoneLate:
    'Not undone: the post was sent, or brought back before, or another editor decided. To retract it: /retract',

  draftOf: (headline) => `Draft: ${isolateText(headline)}`,
  pieceChannels: (channels) => `Channels: ${channels}`,
  chooseChannels: 'Choose the channels, then the time:',
  writerChooses: 'Check the channels, then send it to the editors:',
  pieceBreaking: 'Breaking: it goes out once it is approved, without waiting for a slot.',
  pieceWhen: (when) => `Its time if published: ${when}`,
  pieceBy: (name) => `Written by: ${isolateWhole(name)}`,
  pieceRevised: 'Its source has changed it since we read it. This is how it reads now.',
  pieceRemarks: 'Remarks of colleagues (not published):',
  pieceRemark: (name, text) => `• ${isolateWhole(name)}: ${isolateText(text)}`,
  captionCut:
    'Note: with a picture a post holds at most 1024 characters, so the end of the text will be cut. Shorten it, or publish it without a picture.',
  wordsButton: 'Text',
  picturesButton: 'Picture',
  channelsButton: (count) => `Channels (${count})`,
  breakingButton: 'Breaking',
  remarkButton: 'Remark',
  previewButton: 'Preview',
  submitButton: 'Send for review',
  ticked: (name) => `✓ ${name}`,
  unticked: (name) => `○ ${name}`,
  otherPicture: 'Another picture',
  noPicture: 'No picture',
  askNewHeadline: 'Write the new headline. Here is the current one; tap to copy:',
  askNewSummary: 'Write the new text. Here is the current one; tap to copy:',
  askFirstSummary: 'Write the text of the post.',
  askPicture: 'Send the picture, or an album of at most ten.',
  notAPicture:
    'This is not a picture. Send it as a picture, not as a file, or /cancel to keep what there was.',
  askRemark: 'Write your remark to your colleagues. It is never published.',
  remarkKept: 'The remark is kept for whoever reviews the post.',
  onlyText: 'Write it as text, or /cancel to keep what there was.',
  pieceChanged:
    'The post has changed since this message, so nothing was done. This is how it is now.',
  notYourDraft:
    'This is a colleague’s draft. To begin your own, send the address or the text in your chat with the bot.',
  pieceGone: 'This post no longer waits: it was published or cancelled before.',
  pieceGoneBy: (name) => `${isolateWhole(name)} has already decided on this post.`,
  submitted: 'Sent to the editors for review. You will be told what they decide.',
  rejectReason: 'Give a reason',
  askReason: 'Write why it was rejected, for your colleagues and for whoever wrote the post.',
  reasonKept: 'The reason is kept.',
  reasonLate: 'The post is in review again, so the reason was not kept.',
  writerApproved: (name, headline) =>
    `${isolateWhole(name)} approved your post: ${isolateText(headline)}`,
  writerReopened: (name, headline) =>
    `${isolateWhole(name)} took the decision back; your post is in review again: ${isolateText(headline)}`,
  writerRejected: (name, headline) =>
    `${isolateWhole(name)} rejected your post: ${isolateText(headline)}`,
  writerReason: (headline, reason) =>
    `Why your post “${isolateText(headline)}” was rejected: ${isolateText(reason)}`,
  textShort:
    'The text is too short to be news. Send the address of an article or its text, or /help for the commands.',
  headlineLong: (over) =>
    `The headline is too long, by ${counted(over, 'character')}. Put the headline alone on the first line, then send the text again.`,
  textLong: (limit, over) =>
    `The text is longer than ${counted(limit, 'character')}, by ${over}. Shorten it and send it again.`,
  formatLost:
    'We took the words without their formatting and hidden links: the channel’s template (/template) decides how a post looks.',
  albumFull: 'An album holds at most ten pictures, so we took the first ten.',
  rewriteLate:
    'The post has not changed: it is no draft any more. Editors change what is published or planned with /edit.',
  rewrittenInReview: 'The editors have the change, with the post.',
  albumLate:
    'This picture came after the post of its album was sent to review, published or cancelled. Send it with its text for a post of its own.',
  askCaption: 'The picture is here. Now write the text of the post:',
  protectedMessage:
    'This message is protected from being copied out of its channel, so we don’t publish it. Write the news in your own words, or send its address.',
  unfitMessage:
    'We don’t publish messages of this kind. Send the address of an article, or a text, or a picture with its text.',
  pictureAsFile: 'Send the picture as a picture, not as a file, with its text.',
  ownPost:
    'This is one of our posts. To edit it: /edit, to retract it: /retract, each with the post itself forwarded.',

  askSite: 'Write the site’s address after the command, for example: /addsource news.example',
  lookingThroughSite: 'Looking for the site’s feeds…',
  nothingToWatch:
    'The site has no feed, no news sitemap and no links to articles. Try the address of one of its sections.',
  addOffer: (place) => `Add ${place}`,
  sourceKnown: (name) => `This source is known already: ${isolateWhole(clip(name, 100))}`,
  sourceAdded: (name) =>
    `The source ${isolateWhole(name)} was added. What it has now is not published; what is new from now on comes by itself.`,
  undoSource: 'Undo',
  sourceRemoved: 'The source was removed and is no longer read.',
  sourceGone: 'This source was removed before, or stands in newsroom.yaml: delete it there.',
  noSources: 'There are no sources yet. Add one: /addsource and the site’s address',
  lookNow: (place) => `Check ${place} now`,
  lookingNow: (name) => `Checking ${isolateWhole(clip(name, 100))} now`,
  pageBefore: '← Previous',
  pageAfter: 'Next →',
  breakingUsage:
    'Send the command with the article’s address, for example: /breaking https://site.example/news',
  breakingConfirm: (where) => `To be published now as breaking news in:\n${where}`,
  breakingOld: (when) => `Note: the site published this article ${when}, more than an hour ago.`,
  breakingGo: 'Publish as breaking now',
  breakingSent: (count) => `Done. ${postCount(count)} on the way as breaking news.`,
  breakingStands: 'This article stands in all of its channels already.',
  breakingSince:
    'Nothing was sent: somebody has sent it since you were asked, or all its channels have it. Look at it, then send /breaking again if you wish.',
  breakingUndo: 'Undo: delete it from the channels',

  scheduleNone:
    'There are no channels yet. Make the bot an administrator of your channel, and we will ask you here whether to publish in it.',
  editSlots: (channel) => `Slots of ${isolateWhole(channel)}`,
  editQuiet: (channel) => `Quiet hours of ${isolateWhole(channel)}`,
  askSlots: (channel) =>
    `Send the slots of ${isolateWhole(channel)}, for example:\n07:30, 12:00 Sunday–Thursday\nor “at once” to publish without slots, or /cancel to keep them.`,
  askQuiet: (channel) =>
    `Send the quiet hours of ${isolateWhole(channel)}, for example: 23:00-06:30\nor “none” for no quiet hours, or /cancel to keep them.`,
  slotsNotUnderstood: (word) =>
    `I didn’t understand “${isolateWhole(word)}”. Write hours and their days, for example: 07:30, 12:00 Sunday–Thursday`,
  quietNotUnderstood: (word) =>
    `I didn’t understand “${isolateWhole(word)}”. Write two times, for example: 23:00-06:30, or “none”.`,
  weekUnderstood: (week) => `Done. This is what we understood:\n${week}`,
  atOnceAsk: (count) =>
    `Waiting for a slot of this channel: ${postCount(count)}. Without slots all of it goes out at once. Remove the slots?`,
  atOnceYes: 'Yes, publish at once',
  weekUndo: 'Undo',
  weekUndone: (week) => `As it was before:\n${week}`,
  weekChangedSince:
    'The week has been changed since, so nothing was undone. Send /schedule to see it.',
  nothingChanged: 'Nothing was changed.',

  queueEmpty: 'Nothing is waiting to be published.',
  queueTitle: (count) => `${postCount(count)} waiting:`,
  queueLine: (place, channel, when, headline) =>
    `${place}. ${when} · ${isolateWhole(channel)}\n${isolateText(headline)}`,
  queuePost: (channel, when, headline) =>
    `${isolateText(headline)}\n${when} · ${isolateWhole(channel)}`,
  queueUnknown: 'not known whether it arrived',
  queueHint: 'Choose the number of a post to change its time or take it out.',
  reviewTitle: (count) => `${postCount(count)} in review.`,
  reviewLeft: (count) => `Still in review: ${itemCount(count)}.`,
  reviewMore: 'Show the next ones',
  reviewShow: 'Show what is in review',
  putFirst: 'Put it first',
  withdraw: 'Take it out',
  moved: (when) => `Its time now: ${when}`,
  moveUndo: 'Undo',
  timeChanged: 'The time of this post has changed since you were shown it, so nothing was done.',
  moveChanged: 'The time has been changed since, so it was not taken back.',
  movePast: 'Its former time has passed, so nothing was undone.',
  withdrawn: (headline) => `Taken out: ${isolateText(headline)}`,
  tooLate: 'Too late: the post was sent or taken out before.',

  statsUnknown:
    'We published no article with this address. Send /stats with the article’s address as it is on its site.',

  askWhy: 'Send the command with the address, for example: /why https://news.example/1',

  heldOld: 'It was not published by itself because it is old: we saw it late.',
  heldMany:
    'It was not published by itself because its source came back with many articles at once.',
  reviewAsk: (channels, headline) => `A post for review in ${channels}:\n${isolateText(headline)}`,
  heldLate: (channels, when, headline) =>
    `The time of this post (${when}) in ${channels} was missed, so it was not published by itself:\n${isolateText(headline)}\nPublish it now?`,
  heldStale: (channels, when, headline) =>
    `Breaking news that reached us late (published ${when}), so it was not sent to ${channels}:\n${isolateText(headline)}\nPublish it?`,
  reviewMany: (count) =>
    `${postCount(count)} in review, because their times were missed or their articles are old. Look at them before they are published:`,
  approve: 'Publish',
  reject: 'Reject',
  approved: (when) => `The post is approved. Its time: ${when}`,
  rejected: 'The post is rejected and will not be published.',
  decidedBefore: 'This has been settled already.',

  sendUnknown: (channel, headline) =>
    `We sent a post to ${isolateWhole(channel)} and got no answer, so we don’t know whether it arrived:\n${isolateText(headline)}\nLook in the channel, then choose:`,
  arrived: 'It arrived',
  sendAgain: 'Send it again',
  arrivedNoted: 'Noted: it arrived.',
  sendingAgain: 'It will be sent again.',
  sendFailed: (channel, headline, reason) =>
    `The post could not be published in ${isolateWhole(channel)}:\n${isolateText(headline)}\n${reason}`,
  channelHeld: (channel, reason) =>
    `Publishing in ${isolateWhole(channel)} has stopped.\n${reason}\nIts posts are kept and go out by themselves once the rights are back.`,
  resume: 'Try again now',
  resumed: 'Trying again now.',
  postLost: (channel, headline) =>
    `Our post in ${isolateWhole(channel)} was deleted, or the bot may no longer edit it, so it stays as it was:\n${isolateText(headline)}`,
  editRefused: (channel, headline, reason) =>
    `Our post in ${isolateWhole(channel)} could not be edited:\n${isolateText(headline)}\nTelegram’s answer: ${isolateWhole(reason)}`,

  pressOrCancel: 'Choose one of the buttons above, or /cancel to stop.',
  byReply: 'Write it as a reply to this message.',
  askRetract: 'Send the address of the post that you want to retract, or choose one of the latest:',
  askEdit: 'Send the address of the post that you want to edit, or choose one of the latest:',
  nothingPosted: 'Nothing has been published yet.',
  postNotFound:
    'I don’t know this post. Send its address in the channel or its short address, or choose from the list.',
  digestUneditable:
    'The list of the most read is made from the counts of reads, so its words can’t be edited. It can be retracted with /retract.',
  postGone: 'This article was retracted before; none of its posts are left.',
  whichChannels: (headline) => `${isolateText(headline)}\nIn which channel?`,
  allChannels: (count) => `All channels (${count})`,
  channelLine: (channel) => `• ${isolateWhole(channel)}`,
  retractConfirm: (headline) => `To be retracted: ${isolateText(headline)}`,
  retractAsk:
    'Write a reason if you like, in Arabic, then confirm. Readers see it if the post is older than 48 hours and can’t be deleted.',
  retractReason: (reason) => `Reason: ${isolateText(reason)}`,
  retractNow: 'Retract',
  retractStopped: 'Cancelled. The post stays as it was.',
  retractOutcome: (headline) => `Retraction of: ${isolateText(headline)}`,
  retractWithdrawn: (channel) => `• ${isolateWhole(channel)}: taken out before it was published`,
  retractDeleted: (channel) => `• ${isolateWhole(channel)}: deleted`,
  retractCorrected: (channel) =>
    `• ${isolateWhole(channel)}: Telegram doesn’t allow its deletion, so a note to readers has taken its place`,
  retractPicturesStand: (channel) =>
    `• ${isolateWhole(channel)}: Telegram doesn’t allow its deletion. A note to readers has taken the place of its text, but its pictures stand. Delete it in the channel yourself.`,
  retractImpossible: (channel, reason) =>
    `• ${isolateWhole(channel)}: could not be retracted (${isolateWhole(reason)}). Delete it in the channel yourself.`,
  retractUnderWay: (channel) => `• ${isolateWhole(channel)}: being deleted`,
  retractUnknown: (channel) =>
    `• ${isolateWhole(channel)}: not yet known whether it arrived; it is deleted once that is known`,

  editWhat: (headline) => `${isolateText(headline)}\nWhat do you want to edit?`,
  editHeadline: 'Headline',
  editSummary: 'Summary',
  askHeadline: 'Write the new headline:',
  askSummary: 'Write the new summary:',
  textTooLong: (limit) => `The text is too long. Write at most ${counted(limit, 'character')}.`,
  editPreview: 'This is how the post will look after the edit:',
  editAsk: 'Publish the edit?',
  editConfirm: 'Publish the edit',
  editAgain: 'Write it again',
  editStopped: 'Cancelled. The post stays as it was.',
  edited: 'Edited. What is out changes within moments; what waits goes out with the new text.',
  editGone:
    'Nothing was edited: the post was retracted meanwhile, or stands on its channel no more.',
  editChanged:
    'Nothing was edited: a colleague wrote other words meanwhile. Look at them, then send /edit again if you wish.',
  undoEdit: 'Undo the edit',
  editUndone: 'The edit is undone. The former text is back within moments.',
  editUndoneBefore: 'This edit was undone before.',

  reasonTarget:
    'The bot can’t reach the channel: check its name, and that the bot is an administrator there.',
  reasonPermission:
    'The bot has no right to publish: make it an administrator who may post messages.',
  reasonContent: (description) => `Telegram refused the text: ${isolateWhole(description)}`,
  reasonBot: 'Telegram refused the bot’s token: get a new one from BotFather and restart.',
  sourceFailing: (source, reason) =>
    `The source ${isolateWhole(source)} could not be read: ${reason}\nWe will try again by ourselves.`,
  sourceRecovered: (source) => `The source ${isolateWhole(source)} is back and is read as usual.`,
  sourceHeld: (source, held) =>
    `The source ${isolateWhole(source)} is back after a break. Its newest articles were published; the rest waits for review: ${itemCount(held)}.`,
  sourceInFuture: (source, ahead) =>
    `The source ${isolateWhole(source)} has dates ahead of our clock, the farthest by ${ahead}. We took the time of arrival instead. Check its zone in newsroom.yaml.`,
  articleFailing: (url, reason) =>
    `An article of our sources could not be read:\n${url}\n${reason}`,
};
