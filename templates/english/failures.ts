/** What editors read in English when something fails: what happened, where, and what to do. */
import { type FailureTexts, failureTextOf } from '../failures.ts';

const texts: FailureTexts = {
  'config-invalid': () => 'The environment’s settings are wrong. Check the log.',
  'newsroom-invalid': () => 'newsroom.yaml has errors. Check the log.',
  'data-unwritable': () => 'The data folder can’t be written. Check its rights and the disk space.',
  'schema-newer': () => 'The database is newer than the program. Update the program.',
  'already-running': () => 'Another Barqiya works with the same data. Stop it first.',
  'port-in-use': () => 'The port is taken by another program.',
  'token-refused': () => 'Telegram refused the bot’s token. Get a new one from BotFather.',
  'address-invalid': () => 'This is not the address of a page. Send one that begins with https://',
  'address-private': ({ host }) =>
    `The address leads to a private network (${host}), so we don’t read it. Add the host to allow_hosts if it is yours.`,
  'page-unreachable': ({ host, reason }) =>
    `The site ${host} could not be reached${reasonOf(reason)}. Check the address, or try again later.`,
  'page-refused': ({ status, host }) =>
    `The site ${host} answered with error ${status}${refusals[Number(status)] ?? (Number(status) >= 500 ? ' (a fault of the site)' : '')}. Open the address in a browser to check, then try again.`,
  'page-not-html': ({ type }) =>
    `The address is not an article’s page${type ? ` (its type is ${type})` : ''}. Send the address of the article itself.`,
  'page-too-big': () => 'The page is larger than we read. Send the address of the article itself.',
  'page-too-slow': () => 'Reading the page took too long. Try again later.',
  'page-no-article': () =>
    'No article was found on this page. Send the address of an article, not of a section.',
  'page-no-links': ({ host }) =>
    `No links to articles were found on the section page of ${host}. Add the site’s feed instead: /addsource ${host}`,
  'site-without-feed': ({ host }) =>
    `${host} has no feed, no news sitemap and no links to articles. Try the address of one of its sections.`,
  'feed-is-page': ({ host, feeds }) =>
    feeds
      ? `${host} has an ordinary page where the feed should be. It names: ${feeds}. Put the right one into newsroom.yaml, or add it with /addsource`
      : `${host} has an ordinary page where the feed should be. Look for the site’s feed: /addsource ${host}`,
  'file-unreadable': ({ file }) => `The file ${file} can’t be read.`,
  'backup-invalid': ({ file }) => `The back-up ${file} can’t be used.`,
  'logo-unreadable': ({ file }) =>
    `The logo ${file} can’t be drawn. Put a sound PNG or JPEG in its place.`,
  'picture-failed': () => 'The picture could not be drawn. Try again later.',
  usage: () => 'The command is not in the right form.',
  'opml-invalid': ({ file }) =>
    `The file ${file ?? ''} is not a valid OPML list. Export it again, then try again.`,
  'intake-off': () => 'Articles from the CMS are not taken: set INTAKE_SECRET and restart.',
  'push-unsigned': () => 'An article from the CMS came without a signature and was not taken.',
  'push-stale': () =>
    'An article from the CMS came with an old signature and was not taken. Check the server’s clock.',
  'push-forged': () =>
    'An article from the CMS came with a wrong signature and was not taken. Check INTAKE_SECRET.',
  'push-replayed': () => 'The same article came with the same signature again and was not taken.',
  'push-invalid': () => 'The CMS sent something that is not a whole article. It was not taken.',
  'body-too-big': () => 'The CMS sent more than we take.',
  'body-too-slow': () => 'What the CMS sent broke off before its end.',
  'feed-invalid': ({ url }) =>
    `The feed is damaged, or is no feed${url ? `: ${url}` : ''}. Open it in a browser to check, or look for another with /addsource`,
};

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such domain',
  EAI_AGAIN: 'the domain’s address can’t be found now',
  ECONNREFUSED: 'the site accepts no connection',
  ECONNRESET: 'the site broke off the connection',
  CERT_HAS_EXPIRED: 'its security certificate has expired',
  'no answer in time': 'no answer in time',
  'too many redirects': 'it sends us from address to address without end',
};

const reasonOf = (reason: string | number | undefined): string => {
  const known = reasons[String(reason)];
  return known ? ` (${known})` : '';
};

const refusals: Readonly<Record<number, string>> = {
  401: ' (it asks for a password)',
  403: ' (it keeps us from reading)',
  404: ' (no page at this address)',
  410: ' (the page was deleted)',
  429: ' (it asks us to slow down)',
};

export const failureText = failureTextOf(
  texts,
  'Something unexpected went wrong; nothing was lost. Try again, and if it happens again, check the log.',
);
