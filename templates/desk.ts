/** All that the desk is told, in the language that it has chosen. What readers see is Arabic always. */
import { channelMessages, someOf } from './channels.ts';
import {
  chartButtons,
  chartCaption,
  chartWords,
  hourLabel,
  hourSpoken,
  weekdayLabel,
} from './charts.ts';
import { english } from './english/desk.ts';
import { failureText } from './failures.ts';
import { networkName } from './follow.ts';
import { layoutGuide, layoutProblems, nameProblem, readyBody } from './layout-words.ts';
import { menu } from './menu.ts';
import { listed, messages } from './messages.ts';
import { type Digits, textsInDigits } from './printed.ts';
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

const arabic = {
  ...messages,
  ...channelMessages,
  ...settingsMessages,
  listed,
  someOf,
  networkName,
  ...templateMessages,
  readyTitle,
  moment,
  span,
  failureText,
  commands: menu.editor,
  layoutGuide,
  layoutProblems,
  nameProblem,
  readyBody,
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

/** One table a language: the compiler holds every key of one against the other. */
export type DeskTexts = typeof arabic;

/** The languages that the desk can speak. */
export const languages = { ar: arabic, en: english } satisfies Record<string, DeskTexts>;

export type DeskLanguage = keyof typeof languages;

export const deskLanguages = Object.keys(languages) as readonly DeskLanguage[];

/** A language that the desk can speak, whatever newsroom.yaml wishes for. */
export const deskLanguage = (wished: string | undefined): DeskLanguage =>
  deskLanguages.find((language) => language === wished) ?? 'ar';

/** Buttons that choose digits and show them. */
const showDigits = ['digitsButton', 'channelNumerals'] satisfies (keyof DeskTexts)[];

/**
 * The texts of the desk's language, looked up anew each time that one is needed, so that a change in
 * /settings holds from the next answer on.
 */
export function deskTexts(language: () => DeskLanguage, digits: () => Digits): DeskTexts {
  const told = { ...languages, ar: textsInDigits(arabic, digits, showDigits) };
  return new Proxy(arabic, { get: (_, key) => Reflect.get(told[language()], key) });
}

/** What the button says that turns the desk to a language: for those who read no other. */
export const languageButtons: Readonly<Record<DeskLanguage, string>> = {
  ar: 'تحدّث بالعربية',
  en: 'Speak English',
};
