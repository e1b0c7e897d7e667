/** All that the desk is told, in English. */
import type { DeskTexts } from '../desk.ts';
import { channelMessages, someOf } from './channels.ts';
import {
  chartButtons,
  chartCaption,
  chartWords,
  hourLabel,
  hourSpoken,
  weekdayLabel,
} from './charts.ts';
import { failureText } from './failures.ts';
import { networkName } from './follow.ts';
import { layoutGuide, layoutProblems, nameProblem, readyBody } from './layout-words.ts';
import { editor } from './menu.ts';
import { listed, messages } from './messages.ts';
import { readyTitle } from './ready.ts';
import { settingsMessages } from './settings.ts';
import { offersText, sourcesText } from './sources.ts';
import { actsList, colleagueName, roleName, staffList } from './staff.ts';
import {
  articlePostsText,
  channelsText,
  channelText,
  csvCaption,
  csvHeads,
  postStatsText,
  statsButtons,
  sourcesText as statsOfSources,
  statsText,
} from './stats.ts';
import { templateMessages } from './template-messages.ts';
import { moment, span } from './times.ts';
import { weekText } from './week.ts';
import { whyText } from './why.ts';

export const english: DeskTexts = {
  ...messages,
  ...channelMessages,
  ...settingsMessages,
  listed,
  someOf,
  networkName,
  ...templateMessages,
  readyTitle,
  layoutGuide,
  layoutProblems,
  nameProblem,
  readyBody,
  moment,
  span,
  failureText,
  commands: editor,
  offersText,
  sourcesText,
  actsList,
  colleagueName,
  roleName,
  staffList,
  weekText,
  whyText,
  stats: {
    articlePostsText,
    channelsText,
    channelText,
    csvCaption,
    csvHeads,
    postStatsText,
    statsButtons,
    statsText,
    sourcesText: statsOfSources,
  },
  charts: { chartButtons, chartCaption, chartWords, hourLabel, hourSpoken, weekdayLabel },
};
