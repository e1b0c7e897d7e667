/** The networks of the follow-us line, as English names them. */
import type { FollowNetwork } from '../follow.ts';

const names: Readonly<Record<FollowNetwork, string>> = {
  google_news: 'Google News',
  youtube: 'YouTube',
  x: 'X',
  telegram: 'Telegram',
  facebook: 'Facebook',
  whatsapp: 'WhatsApp',
  instagram: 'Instagram',
  tiktok: 'TikTok',
};

export const networkName = (network: string): string => names[network as FollowNetwork] ?? network;
