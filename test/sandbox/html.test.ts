import { describe, expect, it } from 'vitest';
import { parseHtml } from '../../src/sandbox/html.ts';

const entitiesOf = (source: string) => parseHtml(source).entities;

function problemOf(source: string): string {
  try {
    parseHtml(source);
    return 'none';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe('HTML', () => {
  it.each([
    ['<B>نص</b>', 'bold'],
    ['<strong>نص</strong>', 'bold'],
    ['<em>نص</>', 'italic'],
    ['<strike>نص</strike >', 'strikethrough'],
    ['<ins>نص</ins>', 'underline'],
    ['<tg-spoiler>نص</tg-spoiler>', 'spoiler'],
    ['<span class="tg-spoiler">نص</span>', 'spoiler'],
    ['<code>نص</code>', 'code'],
    ['<pre>نص</pre>', 'pre'],
    ['<blockquote>نص</blockquote>', 'blockquote'],
    ['<blockquote expandable>نص</blockquote>', 'expandable_blockquote'],
  ])('%s', (source, type) => {
    expect(parseHtml(source)).toEqual({
      text: 'نص',
      entities: [{ type, offset: 0, length: 2 }],
    });
  });

  it('counts UTF-16 units', () => {
    expect(entitiesOf('😀<b>خبر</b>')).toEqual([{ type: 'bold', offset: 2, length: 3 }]);
  });

  it('gives a language to code that spans its pre exactly', () => {
    expect(entitiesOf('<pre><code class="language-js">x</code></pre>')).toEqual([
      { type: 'pre', offset: 0, length: 1, language: 'js' },
    ]);
  });

  it('takes links with quotes of both kinds, decoded, and without a space between', () => {
    expect(entitiesOf(`<a title='x'href="https://ok.com/?a=1&amp;b=2">خبر</a>`)).toEqual([
      { type: 'text_link', offset: 0, length: 3, url: 'https://ok.com/?a=1&b=2' },
    ]);
  });

  it('takes the text of a link without href for its address', () => {
    expect(entitiesOf('<a>ok.com</a>')).toEqual([
      { type: 'text_link', offset: 0, length: 6, url: 'http://ok.com/' },
    ]);
  });

  it.each(['/page', 'javascript:alert(1)', 'http://localhost/x'])('drops the link to %s', (url) => {
    expect(parseHtml(`<a href="${url}">خبر</a>`)).toEqual({ text: 'خبر', entities: [] });
  });

  it('decodes what Telegram decodes, and nothing else', () => {
    expect(parseHtml('&lt;&gt;&amp;&quot;&#39;&#x27;&nbsp;&copy;&lt').text).toBe(
      `<>&"''&nbsp;&copy;<`,
    );
  });

  it('leaves out empty elements', () => {
    expect(entitiesOf('<b></b>x')).toEqual([]);
  });

  it.each([
    ['a < b', 'Unsupported start tag "" at byte offset 2'],
    ['a<b', 'Unclosed start tag at byte offset 1'],
    ['خبر<br/>', 'Unsupported start tag "br/" at byte offset 6'],
    ['<p>x</p>', 'Unsupported start tag "p" at byte offset 0'],
    ['<b =x>y</b>', 'Empty attribute name in the tag "b" at byte offset 0'],
    ['<b x', 'Unclosed start tag "b" at byte offset 0'],
    ['<a href="x', 'Unclosed start tag at byte offset 0'],
    ['<a href=https://x>y</a>', 'Unexpected end of name token at byte offset 8'],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['<b>x</b y>', 'Unclosed end tag at byte offset 4'],
    ['<b><i>x</b></i>', 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
    ['<b>x', `Can't find end tag corresponding to start tag "b"`],
  ])('refuses %s', (source, problem) => {
    expect(problemOf(source)).toBe(`Bad Request: can't parse entities: ${problem}`);
  });

  it.each([
    ['<tg-emoji emoji-id="0">x</tg-emoji>', 'invalid custom emoji identifier specified'],
    ['<tg-time unix="1" format="q">x</tg-time>', 'invalid date format used'],
    [
      '&#xD800;',
      'text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
    ],
  ])('refuses %s', (source, problem) => {
    expect(problemOf(source)).toBe(`Bad Request: ${problem}`);
  });
});
