/**
 * The page behind a short link that leads nowhere (mistyped, or older than the newsroom's memory).
 *
 * @param channel where the reader finds the newsroom, an http(s) address; without it the page has
 *   no link
 * @returns HTML that needs nothing from elsewhere and runs no script
 */
export function notFoundPage({
  newsroom,
  channel,
}: {
  readonly newsroom: string;
  readonly channel?: string | undefined;
}): string {
  const name = escapeHtml(newsroom);
  const link = channel
    ? `<p><a href="${escapeHtml(channel)}">تابعوا آخر الأخبار على قناة ${name}</a></p>`
    : '';
  return `<!doctype html>
<html lang="ar" dir="rtl">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>الرابط غير موجود – ${name}</title>
<style>
  body { font: 1.1rem/1.8 "IBM Plex Sans Arabic", "Segoe UI", Tahoma, sans-serif; margin: 0;
         min-height: 100vh; display: grid; place-content: center; text-align: center;
         color: #1c2733; background: #f4f6f8; padding: 1rem; box-sizing: border-box }
  h1 { font-size: 1.4rem; margin: 0 }
  a { color: #1368a8 }
  @media (prefers-color-scheme: dark) {
    body { color: #e4e9ee; background: #17212b }
    a { color: #6ab3f3 }
  }
</style>
<h1>هذا الرابط غير موجود</h1>
<p>ربما نُسخ ناقصًا أو لم يعد صالحًا.</p>
${link}
</html>
`;
}

function escapeHtml(text: string): string {
  const escapes: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}
