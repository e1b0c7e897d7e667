/** Addresses of the follow-us line, as editors write them. */
import type { Network } from '../newsroom.ts';

/** Where the pages of each network are; a page below one of these is at home there. */
const hosts: Readonly<Record<Network, readonly string[]>> = {
  google_news: ['news.google.com'],
  youtube: ['youtube.com', 'youtu.be'],
  x: ['x.com', 'twitter.com'],
  telegram: ['t.me', 'telegram.me'],
  facebook: ['facebook.com', 'fb.com', 'fb.me'],
  whatsapp: ['whatsapp.com', 'wa.me'],
  instagram: ['instagram.com'],
  tiktok: ['tiktok.com'],
};

export interface FollowAddress {
  readonly address: string;
  /** The network has its pages elsewhere: a slip, or a redirect of the newsroom's own. */
  readonly isStrange: boolean;
}

/**
 * Reads an address; without a scheme it is taken as https.
 *
 * @returns null for what is no address that a link may lead to
 */
export function readFollowAddress(network: Network, text: string): FollowAddress | null {
  const written = text.trim();
  if (written === '' || /\s/.test(written)) return null;
  const address = /^[a-z][\w+.-]*:/i.test(written) ? written : `https://${written}`;
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, href, username } = new URL(address);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  if (!isWeb || username !== '' || !/^[^.]+(?:\.[^.]+)+$/.test(hostname)) return null;
  const isAtHome = hosts[network].some(
    (host) => hostname === host || hostname.endsWith(`.${host}`),
  );
  return { address: href, isStrange: !isAtHome };
}
