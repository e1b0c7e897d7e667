/** /why in English. */
import { isolateText } from '../../src/arabic/bidi.ts';
import { type WhyWords, whyTexts } from '../why.ts';
import { listed } from './messages.ts';
import { counted } from './plurals.ts';
import { moment } from './times.ts';

const words: WhyWords = {
  moment,
  headline: isolateText,
  unseen:
    'We have not seen this address: it was in no source, and neither the CMS nor an editor sent it.',
  seen: (source) => `appeared in ${source}`,
  baseline:
    'Stopped: it was there when the source was first read, and of those only what backfill allows is published.',
  pushed: (id) => `sent by the CMS (number ${id})`,
  unread: (attempts, failure) =>
    `Could not be read after ${counted(attempts, 'attempt')}: ${failure}`,
  waiting: (when) => `To be read again ${when}`,
  same: 'It is the same article as:',
  read: (title) => `read: ${title}`,
  readBreaking: (title) => `read, as breaking news: ${title}`,
  refusedBySource: (why) => `stopped by the source’s rules: ${why}`,
  refusedBy: (channel, why) => `did not go to ${channel}: ${why}`,
  rules: {
    sources: (source) => `the source ${source} is not on its list (sources)`,
    sections: (section) => `the section ${section} is not on the list (sections)`,
    authors: (author) => `the author ${author} is not on the list (authors)`,
    words: (wanted) => `it has none of the wanted words: ${wanted} (words)`,
    not_words: (word) => `it has the unwanted word ${word} (not_words)`,
  },
  noSection: 'the article’s section is not known (sections)',
  noAuthor: 'the article’s author is not known (authors)',
  tooOld: (hours) => `it is ${counted(hours, 'hour')} old, which is over the limit (max_age)`,
  sameStory: (post, title) => `the same story is in post ${post}: ${title}`,
  sameStoryBefore: 'the same story was published before',
  revised: (kinds) => `changed on its site: ${listed(kinds)}`,
  changeKinds: { title: 'headline', lead: 'lead', numbers: 'numbers', body: 'body' },
  nowhere: 'Stopped: it was sent to no channel.',
  post: (id, channel, state) => `post ${id} in ${channel}: ${state}`,
  postStates: {
    draft: 'draft',
    'in review': 'waits for an editor’s decision',
    queued: 'in the queue',
    scheduled: 'scheduled',
    sending: 'being sent',
    published: 'published',
    unknown: 'not known whether it arrived',
    failed: 'could not be published',
    retracted: 'retracted',
  },
  held: (reason) => `, held for review ${reason}`,
  holds: {
    old: 'because it is old',
    many: 'because many came with it after a break',
    stale: 'because it is breaking news published more than an hour before',
    late: 'because its time was missed while the program was down',
  },
  outboxKinds: { send: 'sending', edit: 'edit', delete: 'deletion', pin: 'pinning' },
  outboxStates: {
    waiting: 'waiting',
    attempting: 'under way',
    lost: 'no answer, being looked for',
    done: 'done',
    unknown: 'no answer',
    failed: 'refused',
    cancelled: 'cancelled',
  },
  messageId: (id) => `, message ${id}`,
};

export const { whyText } = whyTexts(words);
