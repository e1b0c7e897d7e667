/** The follow-us line: «تابعونا» and the networks that the newsroom has set. */
import { FormattedString } from '@grammyjs/parse-mode';

/** In the order of the line. Arabic names only: a Latin one would turn the line around. */
const names = {
  google_news: 'أخبار غوغل',
  youtube: 'يوتيوب',
  x: 'إكس',
  telegram: 'تيليجرام',
  facebook: 'فيسبوك',
  whatsapp: 'واتساب',
  instagram: 'إنستغرام',
  tiktok: 'تيك توك',
} as const;

export type FollowNetwork = keyof typeof names;

/** All that may be set, in the order of the line. */
export const allNetworks = Object.keys(names) as FollowNetwork[];

/** The networks that are set, in the order of the line. */
export const followNetworks = (
  follow: Readonly<Partial<Record<FollowNetwork, string>>>,
): FollowNetwork[] => allNetworks.filter((network) => follow[network]);

/**
 * The line with each name linked, or undefined when no network is set.
 *
 * @param address where the name of a network leads
 */
export function followLine(
  networks: readonly FollowNetwork[],
  address: (network: FollowNetwork) => string,
): FormattedString | undefined {
  if (networks.length === 0) return undefined;
  const linked = networks.map((network) => FormattedString.link(names[network], address(network)));
  return FormattedString.join([
    new FormattedString('تابعونا: '),
    FormattedString.join(linked, ' · '),
  ]);
}

/** What a click on a network's link is called in the counts. */
export const networkName = (network: string): string => names[network as FollowNetwork] ?? network;
