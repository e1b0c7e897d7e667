/** Addresses as Telegram takes them in links and buttons (LinkManager.cpp). */

/**
 * @returns the address as Telegram would keep it, or undefined where it would drop the link: another
 *   scheme than http, https, ton and tg, or a host without a dot
 */
export function normaliseUrl(address: string): string | undefined {
  const trimmed = address.trim();
  if (/^(?:tg|ton):/i.test(trimmed)) return trimmed;
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  if (!/^https?:/i.test(withScheme) || /^[a-z][a-z0-9+.-]*:(?!\/\/|\d)/i.test(trimmed))
    return undefined;
  let url: URL;
  try {
    url = new URL(withScheme);
  } catch {
    return undefined;
  }
  if (!url.hostname.includes('.')) return undefined;
  // The address as it was written, with what Telegram adds: `https://ok.com` becomes `https://ok.com/`.
  return url.pathname === '/' && !/^https?:\/\/[^/?#]+\//i.test(withScheme)
    ? withScheme.replace(/^(https?:\/\/[^/?#]+)/i, '$1/')
    : withScheme;
}

/** Why Telegram refuses the address of a button; undefined when it takes it. */
export function buttonUrlProblem(address: string): string | undefined {
  if (address.trim() === '') return 'URL is empty';
  if (/^(?:tg|ton):\/\//i.test(address)) return undefined;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(address) && !/^https?:/i.test(address)) {
    return 'Unsupported URL protocol';
  }
  return normaliseUrl(address) === undefined ? 'Wrong HTTP URL' : undefined;
}

/** Whether an address leads to this machine: all that the sandbox ever fetches. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
