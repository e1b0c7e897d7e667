import { describe, expect, it } from 'vitest';
import { decode } from '../../src/reading/encoding.ts';

const text = 'ميناء المكلا يستقبل أول سفينة قمح، والعمل مستمر.';

/** windows-1256 bytes by searching the decoder's own table: Node encodes only UTF-8. */
function windows1256(input: string): Uint8Array {
  const table = new TextDecoder('windows-1256').decode(
    Uint8Array.from({ length: 256 }, (_, i) => i),
  );
  return Uint8Array.from([...input].map((letter) => table.indexOf(letter)));
}

describe('decode', () => {
  it('believes valid UTF-8 against the header', () => {
    expect(decode(new TextEncoder().encode(text), 'text/html; charset=windows-1256')).toEqual({
      text,
      encoding: 'utf-8',
      guessed: false,
    });
  });

  it('reads a byte order mark', () => {
    const utf16 = Uint8Array.from([
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from([...text].map((c) => c.charCodeAt(0))).buffer),
    ]);
    expect(decode(utf16).text).toBe(text);
  });

  it('takes the header, then the declaration, however late in the first 4 KB', () => {
    expect(decode(windows1256(text), 'text/html; charset=cp1256')).toMatchObject({
      text,
      guessed: false,
    });
    const late = `${' '.repeat(2_000)}<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">${text}`;
    expect(decode(windows1256(late))).toMatchObject({ encoding: 'windows-1256', guessed: false });
    const xml = `<?xml version="1.0" encoding="windows-1256"?><rss>${text}</rss>`;
    expect(decode(windows1256(xml))).toMatchObject({ text: xml, guessed: false });
  });

  it('guesses windows-1256 by its letters, even against a Latin header', () => {
    expect(decode(windows1256(text))).toEqual({ text, encoding: 'windows-1256', guessed: true });
    expect(decode(windows1256(text), 'text/html; charset=ISO-8859-1').text).toBe(text);
  });

  it('leaves Latin text Latin', () => {
    const latin = Uint8Array.from([...'déjà vu à Genève'].map((c) => c.charCodeAt(0)));
    expect(decode(latin, 'text/html; charset=iso-8859-1').text).toBe('déjà vu à Genève');
  });

  it('passes over labels nobody knows', () => {
    expect(decode(windows1256(text), 'text/html; charset=klingon').text).toBe(text);
  });
});
