/** The text decides: 'ar' when most of its letters are Arabic and none Persian or Urdu in number. */
export function readLanguage(
  paragraphs: readonly string[],
  declared: string | null,
): string | null {
  const text = paragraphs.join(' ');
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const arabic = text.match(/\p{Script=Arabic}/gu)?.length ?? 0;
  const code = declared?.trim().toLowerCase().split(/[-_]/u)[0] ?? '';
  const named = /^[a-z]{2,3}$/u.test(code) ? code : null;
  if (arabic < letters / 2) return named === 'ar' ? null : named;
  const persian = text.match(/[پچژگکیےٹڈں]/gu)?.length ?? 0;
  if (persian > arabic * 0.02) return named === 'ar' || named === null ? 'fa' : named;
  return 'ar';
}
