/** What editors read about templates, in English. The names in braces are those that English has for them. */
import { type LayoutWords, layoutTexts } from '../layout-words.ts';
import { placeholderNames } from '../placeholders.ts';

const words: LayoutWords = {
  placeName: (one) =>
    placeholderNames[one].find((name) => /^[a-z]+$/.test(name)) ?? placeholderNames[one][0],
  about: {
    headline: 'the article’s headline, which must be there',
    summary: 'sentences of the article',
    attribution: 'place and source on one line',
    source: 'the source’s name alone',
    tags: 'the hashtags',
    follow: 'the “follow us” links',
    related: 'earlier articles on the same subject',
    link: 'the article’s link; its words may stand after a colon',
  },
  guide: 'A template is written as text; what the article fills stands in braces:',
  tags: (all, closing) => `To set it off: ${all}, each with its closing tag, such as ${closing}.`,
  vanishes: 'A line for which the article has nothing vanishes.',
  more: (count) => `And others: ${count}`,
  where: (line, column) => `Line ${line}, character ${column}: `,
  empty: (headline) => `The template is empty. Write at least ${headline}.`,
  headlineMissing: (headline) => `The template has no headline. Add ${headline}.`,
  tooLong: (length, limit) =>
    `The template is longer than we take: ${length}, where the limit is ${limit}. Shorten it.`,
  unknownPlace: (name) => `We don’t know ${name}.`,
  writeInstead: (name) => `Write ${name}`,
  choose: (all) => `Choose among: ${all}`,
  twice: (name) => `${name} is there twice. Leave it once.`,
  wordsNotTaken: (name) => `Only the link takes words after a colon. Write ${name}.`,
  braceAlone: (brace, headline) =>
    `The brace ${brace} stands alone. Write a name in braces, such as ${headline}, or delete it.`,
  unknownTag: (tag, all) => `We don’t know the tag ${tag}. Choose among: ${all}`,
  broken: (tag, end, escaped) =>
    `The tag ${tag} is not complete. End it with ${end}, or write ${escaped} for the sign itself.`,
  unclosed: (tag, closing) =>
    `The tag ${tag} is not closed. Add ${closing} after the last of what it covers.`,
  unopened: (closing, tag) =>
    `The tag ${closing} closes what was not opened. Delete it, or add ${tag} before it.`,
  crossed: (open, closing) => `The two tags cross. Close ${open} before ${closing}.`,
  withinItself: (tag) => `The tag ${tag} stands inside itself. Delete the inner one.`,
  nameProblems: {
    length: (limit) => `Write a name of 1 to ${limit} characters.`,
    letters: () =>
      'A name is written in letters, digits and spaces, and begins with a letter or digit.',
    ready: () => 'This is the name of a ready template. Choose another one.',
  },
};

export const { layoutGuide, layoutProblems, nameProblem, readyBody } = layoutTexts(words);
