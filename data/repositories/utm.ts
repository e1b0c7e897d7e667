/** UTM parameters: what the statistics of the article's own site tell readers' origins by. */

/**
 * The address with the parameters of a channel's link: source, medium, campaign. What it holds
 * already stays as it is, to the letter, a parameter of the same name too; so does the fragment.
 *
 * @param campaign the channel's key
 * @param content the button: `read`, or `related`
 */
export function withUtm(target: string, campaign: string, content: string): string {
  const hashAt = target.indexOf('#');
  const [address, fragment] =
    hashAt < 0 ? [target, ''] : [target.slice(0, hashAt), target.slice(hashAt)];
  const query = new URLSearchParams(address.split('?', 2)[1] ?? '');
  const parameters = {
    utm_source: 'telegram',
    utm_medium: 'social',
    utm_campaign: campaign,
    utm_content: content,
  };
  const added = Object.entries(parameters)
    .filter(([name]) => !query.has(name))
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  if (added.length === 0) return target;
  const joint = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&';
  return `${address}${joint}${added.join('&')}${fragment}`;
}
