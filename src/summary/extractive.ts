import { words } from '../arabic/normalise.ts';
import { sentences as split } from '../arabic/sentences.ts';
import { isContentWord, stem } from '../arabic/stems.ts';
import { clip, length } from './clip.ts';
import { continuesText, isBackground, needsPredecessor } from './openers.ts';
import { quotesWhole } from './quotes.ts';
import { add, cosine, type Vector, vectorOf } from './vectors.ts';

export interface Summary {
  /** At most `budget` code points. */
  summary: string;
  /** Its sentences in document order, each verbatim from a paragraph; a clipped one without its '…'. */
  sentences: string[];
}

/**
 * Weights measured on the Essex Arabic Summaries Corpus (odd topics): position is nearly everything,
 * the centroid decides between neighbours, stemming and redundancy add little.
 */
const weights = { centroid: 0.6, position: 1, title: 0.5, relevance: 0.85 };

/** A sentence says something when it has this many content words. */
const leastContent = 4;

/** A sentence that is the title over again, by the share of its content words. */
const titleEcho = 0.8;

interface Sentence {
  index: number;
  text: string;
  size: number;
  vector: Vector;
  score: number;
  echoes: boolean;
}

/**
 * Summarises a text by whole sentences of it: the first that says something is pinned, the rest are
 * ranked by position, nearness to the text's centre and to the title, and variety; what does not fit
 * is passed over, and all stand in document order. When not even the first fits it is clipped at a
 * clause and ends in '…'. No quotation is cut, and no sentence whose speaker is named only in the
 * sentence before it stands without that one.
 *
 * @param input.budget code points.
 */
export function summarise(input: {
  title: string;
  paragraphs: readonly string[];
  budget: number;
}): Summary {
  const all = rank(input.title, input.paragraphs);
  const pinned = lead(all);
  if (!pinned) return { summary: '', sentences: [] };
  if (pinned.size > input.budget) return clipped(all, pinned, input.budget);
  const chosen = fill(all, pinned, input.budget);
  const texts = chosen.toSorted((a, b) => a.index - b.index).map((sentence) => sentence.text);
  return { summary: texts.join(' '), sentences: texts };
}

function rank(title: string, paragraphs: readonly string[]): Sentence[] {
  const titleVector = vectorOf(contentStems(title));
  const texts = paragraphs
    .filter((paragraph) => !isSubheading(paragraph))
    .flatMap(split)
    .filter((text) => contentStems(text).length >= leastContent);
  const vectors = texts.map((text) => vectorOf(contentStems(text)));
  const centre = add(vectors);
  const nearness = vectors.map((vector) => cosine(vector, centre));
  const nearest = Math.max(...nearness, Number.MIN_VALUE);
  return texts.map((text, index) => {
    const vector = vectors[index] ?? new Map();
    const score =
      weights.centroid * ((nearness[index] ?? 0) / nearest) +
      weights.position / Math.sqrt(1 + index) +
      weights.title * cosine(vector, titleVector);
    return {
      index,
      text,
      size: length(text),
      vector,
      score: score * plainness(text),
      echoes: echoShare(vector, titleVector) >= titleEcho,
    };
  });
}

/** Questions, background and sentences in pieces of quotations are worth less than their words. */
function plainness(text: string): number {
  if (/[؟?][»”"\s]*$/u.test(text)) return 0.6;
  return isBackground(text) ? 0.7 : 1;
}

function isSubheading(paragraph: string): boolean {
  return words(paragraph).length <= 8 && !/[.؟!…»”"]\s*$/u.test(paragraph);
}

/** The first sentence, unless it only says the title again or hangs on what went before. */
function lead(all: readonly Sentence[]): Sentence | undefined {
  const usable = all.filter((sentence) => quotesWhole(sentence.text));
  const candidates = usable.length > 0 ? usable : all;
  return (
    candidates.slice(0, 3).find((sentence) => !sentence.echoes && canOpen(sentence)) ??
    candidates[0]
  );
}

function canOpen(sentence: Sentence): boolean {
  return sentence.index === 0 || !continuesText(sentence.text);
}

function fill(all: readonly Sentence[], pinned: Sentence, budget: number): Sentence[] {
  const chosen = [pinned];
  let used = pinned.size;
  for (;;) {
    const next = best(
      all.filter(
        (sentence) =>
          sentence.index > pinned.index &&
          !chosen.includes(sentence) &&
          used + 1 + sentence.size <= budget &&
          fits(sentence, all, chosen),
      ),
      chosen,
    );
    if (!next) return chosen;
    chosen.push(next);
    used += 1 + next.size;
  }
}

function fits(sentence: Sentence, all: readonly Sentence[], chosen: readonly Sentence[]): boolean {
  if (sentence.echoes || !quotesWhole(sentence.text)) return false;
  if (!needsPredecessor(sentence.text)) return true;
  const predecessor = all[sentence.index - 1];
  return predecessor !== undefined && chosen.includes(predecessor);
}

/** Maximal marginal relevance: worth its score less what the chosen ones already say. */
function best(candidates: readonly Sentence[], chosen: readonly Sentence[]): Sentence | undefined {
  const worth = (sentence: Sentence): number =>
    weights.relevance * sentence.score -
    (1 - weights.relevance) *
      Math.max(...chosen.map((other) => cosine(sentence.vector, other.vector)));
  return candidates.toSorted((a, b) => worth(b) - worth(a))[0];
}

/** The pinned sentence clipped; a short later one would be no news without it. */
function clipped(all: readonly Sentence[], pinned: Sentence, budget: number): Summary {
  const piece = clip(pinned.text, budget);
  if (piece) return { summary: `${piece}…`, sentences: [piece] };
  const whole = all.find((sentence) => sentence.size <= budget && canOpen(sentence));
  return whole ? { summary: whole.text, sentences: [whole.text] } : { summary: '', sentences: [] };
}

function contentStems(text: string): string[] {
  return words(text).filter(isContentWord).map(stem);
}

function echoShare(vector: Vector, title: Vector): number {
  if (vector.size === 0) return 0;
  return [...vector.keys()].filter((term) => title.has(term)).length / vector.size;
}
