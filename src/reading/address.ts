/** Tells where a reader came from, not which page it is. */
const tracking =
  /^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|ref|ref_src|ref_url|cmpid|ocid|s_cid|spm|share|shared|feature|amp|outputtype|__twitter_impression|rss|at_\w+|ns_\w+|mibextid|sfnsn)$/iu;

/**
 * An address without its fragment and tracking parameters, absolute against `base`; null for what is
 * no http(s) address. Other parameters stay in order: on many sites '?id=' is the article.
 */
export function cleanAddress(address: string | null | undefined, base?: string): string | null {
  const text = address?.trim();
  if (!text || !URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  url.hash = '';
  for (const name of [...url.searchParams.keys()])
    if (tracking.test(name)) url.searchParams.delete(name);
  return url.href;
}
