/** A site of articles, each made when it is asked for, and a newsroom that publishes from it. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const pageOf = (title: string) => `<!doctype html><html lang="ar"><head><title>${title}</title>
<meta property="og:title" content="${title}"></head><body><article><h1>${title}</h1>
<p>مرصد الاختبار/ خاص:</p>
<p>أعلنت هيئة الموانئ اليوم انتهاء أعمال التوسعة في الرصيف الجنوبي بعد عامين من العمل المتواصل.</p>
<p>وقال مدير الهيئة إن الرصيف الجديد يستقبل ثلاث سفن في وقت واحد، وإن الحركة تبدأ مطلع الشهر المقبل.</p>
</article></body></html>`;

export interface Pages {
  /** `127.0.0.1:port`, for allow_hosts. */
  readonly host: string;
  /** The address of an article; its number stands at the end of its title. */
  address(number: number): string;
  /** Lets an article have another title from now on. */
  retitle(number: number, title: string): void;
  close(): void;
}

export async function openPages(titleOf: (number: number) => string): Promise<Pages> {
  const titles = new Map<number, string>();
  const server = createServer((request, response) => {
    const number = Number(/^\/news\/(\d+)$/.exec(request.url ?? '')?.[1]);
    if (Number.isNaN(number)) return void response.writeHead(404).end();
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(pageOf(titles.get(number) ?? titleOf(number)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    address: (number) => `http://${host}/news/${number}`,
    retitle: (number, title) => void titles.set(number, title),
    close: () => void server.close(),
  };
}

/** Writes a newsroom.yaml beside a program's data. @returns its path */
export function writeNewsroomFile(folder: string, yaml: string): string {
  const path = `${folder}/newsroom.yaml`;
  writeFileSync(path, yaml);
  return path;
}
