/** How many first bytes are searched for a declaration. The standard says 1,024; pages put it later. */
const declarationReach = 4096;

export interface Decoded {
  text: string;
  /** The Encoding Standard's name of what was used. */
  encoding: string;
  /** True when nothing told the encoding and the letters decided. */
  guessed: boolean;
}

/**
 * Bytes to text: byte order mark, then UTF-8 if the bytes are valid UTF-8 (true even where the header
 * lies), then the HTTP charset, then the declaration in the first 4 KB (`<meta>` or `<?xml?>`), then
 * windows-1256 if that gives mostly Arabic letters. A declared Latin charset gives way to
 * windows-1256 too: servers announce ISO-8859-1 for pages they know nothing about.
 */
export function decode(bytes: Uint8Array, contentType?: string): Decoded {
  const marked = byteOrderMark(bytes);
  if (marked) return read(bytes, marked, false);
  const utf8 = strictUtf8(bytes);
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8', guessed: false };

  const declared = charsetOf(contentType ?? '') ?? declaredIn(bytes);
  if (declared === 'utf-8' || (declared && !/^(?:windows-1252|iso-8859-1)/u.test(declared)))
    return read(bytes, declared, false);
  const arabic = new TextDecoder('windows-1256').decode(bytes);
  if (mostlyArabic(arabic)) return { text: arabic, encoding: 'windows-1256', guessed: true };
  return read(bytes, declared ?? 'utf-8', declared === null);
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function read(bytes: Uint8Array, encoding: string, guessed: boolean): Decoded {
  return { text: new TextDecoder(encoding).decode(bytes), encoding, guessed };
}

function charsetOf(text: string): string | null {
  return known(/charset\s*=\s*["']?\s*([\w:.-]+)/iu.exec(text)?.[1]);
}

function declaredIn(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, declarationReach));
  const xml = /^[^<]*<\?xml[^>]*?encoding\s*=\s*["']([\w:.-]+)["']/iu.exec(head)?.[1];
  if (xml) return known(xml);
  for (const [tag] of head.matchAll(/<meta\b[^>]*>/giu)) {
    const charset = charsetOf(tag);
    if (charset) return charset;
  }
  return null;
}

/** The standard's name for a label, or null for one it does not know. */
function known(label: string | undefined): string | null {
  if (!label) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/** Of the letters beyond ASCII, at least four in five are Arabic ones. */
function mostlyArabic(text: string): boolean {
  const beyond = text.match(/[^\p{ASCII}\p{P}\p{S}\p{Z}]/gu)?.length ?? 0;
  const arabic = text.match(/[ء-ي]/gu)?.length ?? 0;
  return arabic > 0 && arabic >= beyond * 0.8;
}
