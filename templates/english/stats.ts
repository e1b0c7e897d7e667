/** /stats in English. */
import { isolateText } from '../../src/arabic/bidi.ts';
import { type StatsWords, statsTexts } from '../stats.ts';
import { networkName } from './follow.ts';
import { listed, readCount } from './messages.ts';
import { counted } from './plurals.ts';
import { moment } from './times.ts';

const words: StatsWords = {
  readCount,
  moment,
  networkName,
  headline: isolateText,
  buttons: {
    day: 'Today',
    week: 'Last 7 days',
    channels: 'Channels',
    sources: 'Sources',
    csv: 'CSV table',
    back: 'Back',
    shown: (name) => `• ${name}`,
  },
  csvHeads: {
    day: 'Day',
    post: 'Post number',
    channel: 'Channel',
    title: 'Headline',
    publishedAt: 'Published at',
    clicks: 'Reads',
    uniques: 'Visitors (about)',
    head: 'Link checks',
    crawler: 'Previews and bots',
    agentless: 'Without a browser',
    prefetch: 'Prefetched',
    flood: 'Repeated clicks',
  },
  csvCaption: (days) => `Reads by post and day, last ${counted(days, 'day')}.`,
  topNames: { day: 'Most read today:', week: 'Most read in 7 days:' },
  visitors: (count) => `about ${counted(count, 'visitor')}`,
  today: 'Today',
  lastWeek: 'Last 7 days',
  allTime: 'Since the beginning',
  reads: 'Reads',
  excluded: (reasons) => `Not counted: ${listed(reasons).toLowerCase()}`,
  dropped: (count) => `Clicks that were not recorded: ${count} (check the disk space)`,
  channels: 'Channels in the last 7 days:',
  sources: 'Sources in the last 7 days:',
  noReads: 'No reads yet.',
  noSource: 'No source',
  cameFrom: (subscribers) => `Subscribers who came from here: ${subscribers}`,
  originAddress: 'A subscription link that tells who came from here:',
  channel: (name) => `Channel ${name}`,
  inChannel: (name) => `In ${name}`,
  bestHour: (from, to, percent) => `• ${from}–${to}: ${percent}% of the day’s reads`,
  bestHours: 'The hours with most reads (last 4 weeks):',
  noBestHours:
    'The hours with most reads: too few reads to tell yet. That takes a week and 200 reads.',
  related: 'Read also',
  digest: 'From the list of the most read',
  details: 'Details',
  articlePosts: 'The article’s posts:',
  post: 'Reads of the post:',
  publishedAt: (when) => `Published ${when}`,
  total: 'Total',
  busiest: (when, reads) => `Busiest hour: ${when} (${reads})`,
};

export const {
  articlePostsText,
  channelsText,
  channelText,
  csvCaption,
  csvHeads,
  postStatsText,
  sourcesText,
  statsButtons,
  statsText,
} = statsTexts(words);
