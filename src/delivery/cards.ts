/** The news card of an article on a channel, for posts that have no picture of their own. */
import type { Store } from '../../data/store.ts';
import { cardWords } from '../../templates/card.ts';
import { retractionCard } from '../../templates/correction.ts';
import { defaultColours } from '../pictures/colours.ts';
import type { Painter } from '../pictures/painter.ts';
import { printedOn } from './composer.ts';

export interface CardOptions {
  readonly store: Store;
  readonly painter: Pick<Painter, 'card'>;
  /** The newsroom's, as it stands on the disk; known to be whole. */
  readonly logo: Uint8Array | undefined;
  /** IANA zone in which dates are told. */
  readonly zone: () => string;
  readonly log: { error(facts: object, text: string): void };
}

/** What every card of the newsroom has. */
const look = async ({ store, logo }: Pick<CardOptions, 'store' | 'logo'>) => {
  const masthead = await store.newsroom.masthead();
  return {
    newsroom: masthead?.name ?? '',
    logo,
    colours: { ...defaultColours, ...masthead?.colours },
  };
};

/**
 * Makes the function that draws the picture of a notice, which takes the place of a retracted post's
 * own; undefined when drawing fails.
 *
 * @returns PNG
 */
export function createNoticeCard(options: Omit<CardOptions, 'zone'>) {
  const { painter, log } = options;
  return async (): Promise<Buffer | undefined> => {
    try {
      return await painter.card({ ...retractionCard, ...(await look(options)) });
    } catch (error) {
      log.error({ error }, 'the card of a notice could not be drawn');
      return undefined;
    }
  };
}

/**
 * Makes the function that draws cards. It gives undefined where there is nothing to draw, and when
 * drawing fails: then the post goes out without a picture, and the log says why.
 *
 * @returns PNG
 */
export function createCards({ store, painter, logo, zone, log }: CardOptions) {
  return async (articleId: number, channelId: number): Promise<Buffer | undefined> => {
    const article = await store.articles.find(articleId);
    // A digest is words alone.
    if (!article || (await store.digests.isDigest(articleId))) return undefined;
    const channel = await store.channels.find(channelId);
    const { printed } = printedOn(channel, article);
    try {
      return await painter.card({
        ...cardWords(printed, {
          at: article.publishedAt ?? article.readAt,
          zone: zone(),
          numerals: channel?.numerals ?? 'western',
          breaking: article.breaking === 1,
        }),
        ...(await look({ store, logo })),
      });
    } catch (error) {
      log.error({ error, article: articleId }, 'a news card could not be drawn');
      return undefined;
    }
  };
}
