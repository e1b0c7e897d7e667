/** A news site that grows: each article is of other words, so that no two tell one story. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const words =
  `الميناء السفينة القمح المزارعون الموسم الوادي المدرسة الطلاب المعلمون الجسر النهر المهندسون
  المستشفى الأطباء اللقاح المتحف اللوحة الرسام الملعب الفريق المدرب البطولة السوق التجار الأسعار
  المصرف القرض المصنع العمال الإنتاج الغابة الحريق الإطفاء المطر السيول الطريق الحافلة الركاب
  المطار الرحلة المسافرون الجامعة الباحثون الدراسة النجم المرصد الفلك الشاطئ الصيادون القوارب
  المسرح الجمهور العرض الكتاب الناشر المعرض القهوة المزرعة الحصاد البرلمان القانون النواب الوزارة
  الخطة الموازنة البلدية الحديقة الأشجار المكتبة القراء الرواية الفضاء القمر المركبة الكهرباء
  المحطة الطاقة الألواح الشمس الرياح البحر المحيط الجزيرة السياح الفندق الجبل الثلوج القرية
  السكان الخبز المخبز الطحين الزيتون المعصرة العنب التمور النخيل الإبل القافلة الصحراء الواحة
  البئر المياه الخزان السد القناة الري الحدود المعبر الشاحنات البضائع القطار السكة النفق المدينة
  العمدة الانتخابات الناخبون الصندوق النتائج المحكمة القاضي الحكم الشرطة السرقة المتهم الوثائق
  يفتتح يستقبل يعلن يناقش يرفض يوافق يبحث ينقل يصل يغادر يعود يبني يرمم يزرع يحصد يبيع يشتري
  يدرس يكتشف يسجل يفوز يخسر يتعادل يؤجل يلغي يمدد يقلص يرفع يخفض يدعو ينتقد يشيد يطالب يحذر`.split(
    /\s+/,
  );

export interface Item {
  readonly id: number;
  readonly title: string;
  readonly isBreaking: boolean;
}

export function createNews(random: () => number) {
  const items: (Item & { body: string; at: number })[] = [];
  const some = (count: number) =>
    Array.from({ length: count }, () => words[Math.floor(random() * words.length)]).join(' ');

  const feed = (base: string) => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>مرصد الفوضى</title><link>${base}/</link><description>x</description>
${items
  .map(
    ({ id, title, isBreaking, at }) => `<item><title>${isBreaking ? 'عاجل: ' : ''}${title}</title>
<link>${base}/news/${id}</link><guid>${base}/news/${id}</guid>
<pubDate>${new Date(at).toUTCString()}</pubDate></item>`,
  )
  .join('\n')}
</channel></rss>`;

  const page = ({ title, isBreaking, body }: (typeof items)[number]) => {
    const headline = `${isBreaking ? 'عاجل: ' : ''}${title}`;
    return `<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>${headline}</title>
<meta property="og:title" content="${headline}"></head><body><article><h1>${headline}</h1>${body}</article></body></html>`;
  };

  const server: Server = createServer((request, response) => {
    const base = `http://${request.headers.host}`;
    const id = Number(/^\/news\/(\d+)$/.exec(request.url ?? '')?.[1]);
    const item = items.find((one) => one.id === id);
    if (request.url === '/feed.xml') {
      response.setHeader('Content-Type', 'application/rss+xml; charset=utf-8').end(feed(base));
    } else if (item) {
      response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page(item));
    } else response.writeHead(404).end();
  });

  return {
    items: items as readonly Item[],

    async listen(): Promise<string> {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },

    publish(isBreaking: boolean): void {
      const body = Array.from({ length: 4 }, () => `<p>${some(24)}.</p>`).join('');
      const id = items.length + 1;
      items.push({ id, title: some(7), isBreaking, body, at: Date.now() });
    },

    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
