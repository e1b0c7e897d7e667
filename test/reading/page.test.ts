import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/errors.ts';
import type { Article } from '../../src/reading/article.ts';
import { readPage } from '../../src/reading/page.ts';
import { bytes, dateline, head, options, others, page, paragraphs, site, title } from './sample.ts';

const read = (html: string, more: object = {}): Article =>
  readPage(bytes(html), { ...options, ...more });
const p = (text: string): string => `<p>${text}</p>`;
const a = (text: string): string => `<a href="/n/${text.length}">${text}</a>`;
const body = paragraphs.map(p).join('');
const flat = (lines: readonly string[]): string => page(lines.map(p).join(''));

describe('the body of a marked-up page', () => {
  it('leaves out sharing, related and most-read blocks', () => {
    const article = read(
      page(
        `<header><nav><a href="/">الرئيسية</a></nav></header><main><article><h1>${title}</h1>` +
          `<div class="entry"><p>${dateline}</p>${body}</div><div class="share">شارك هذا الخبر</div>` +
          `<h3>اقرأ أيضاً</h3><ul>${others.map((o) => `<li>${a(o)}</li>`).join('')}</ul></article></main>`,
      ),
    );
    expect(article.paragraphs).toEqual(paragraphs);
    expect(article.dateline).toBe(dateline);
  });

  it('puts back a first paragraph that stands with the title', () => {
    const rest = paragraphs.slice(1).map(p).join('');
    const article = read(
      page(
        `<div><div><h1>${title}</h1><h2>${paragraphs[0]}</h2></div><div><div>${rest}</div></div></div>`,
      ),
    );
    expect(article.paragraphs).toEqual(paragraphs);
  });

  it('finds the news where lists of headlines outweigh it', () => {
    const list = [...others, ...others].map((other, i) => `<div>${other} ${i}</div>`).join('');
    const news = paragraphs.slice(0, 2);
    const article = read(
      page(`<h1>${title}</h1><div><span>${news.join('<br><br>')}</span></div><div>${list}</div>`),
    );
    expect(article.paragraphs).toEqual(news);
  });

  it('keeps subheadings and lists of its own', () => {
    const article = read(
      page(
        `<article><h1>${title}</h1>${p(paragraphs[0] ?? '')}<h2>رصيف جديد</h2>${p(paragraphs[1] ?? '')}` +
          `<ul><li>ثلاثون ألف طن من القمح</li><li>رصيفان جديدان</li></ul>${p(paragraphs[2] ?? '')}</article>`,
      ),
    );
    expect(article.paragraphs).toEqual([
      paragraphs[0],
      'رصيف جديد',
      paragraphs[1],
      'ثلاثون ألف طن من القمح',
      'رصيفان جديدان',
      paragraphs[2],
    ]);
  });

  it('leaves out embeds and captions', () => {
    const article = read(
      page(
        `<article><h1>${title}</h1>${body}<blockquote class="twitter-tweet"><p>الميناء جميل جدًا هذا الصباح.</p></blockquote>` +
          `<figure><img src="/big.jpg" width="800"><figcaption>سفينة القمح في الميناء</figcaption></figure>` +
          `<div class="wp-caption-text">عمال يفرغون الحمولة في الميناء القديم.</div></article>`,
      ),
    );
    expect(article.paragraphs).toEqual(paragraphs);
  });

  it('leaves out readers’ comments though they read like prose', () => {
    const article = read(
      flat([
        title,
        ...paragraphs,
        'التعليقات (1)',
        'خبر ممتاز جدًا ونتمنى أن تستمر هذه المشاريع في كل المحافظات بإذن الله.',
        'لن يتم نشر عنوان بريدك الإلكتروني.',
      ]),
    );
    expect(article.paragraphs).toEqual(paragraphs);
  });
});

describe('the body of a flattened copy', () => {
  it('leaves out a read-more list with dates, and what stands behind the news', () => {
    const article = read(
      flat([
        title,
        `${site}       عدد المشاهدات : 412 مشاهده       تفاصيل الخبر`,
        title,
        dateline,
        ...paragraphs.slice(0, 2),
        'اقرأ المزيد...',
        others[0] ?? '',
        '7 فبراير، 2026 ( 10:20 مساءً )',
        others[1] ?? '',
        '7 فبراير، 2026 ( 10:14 مساءً )',
        ...paragraphs.slice(2),
        'شارك',
        'Google Newsstand تابعونا لتصلكم أخبار الموانئ عبر Google news',
        'تابعنا على يوتيوب',
        ...others.flatMap((o, i) => [o, `موقع المرفأ | ${700 - i} قراءة`]),
      ]),
    );
    expect(article.paragraphs).toEqual(paragraphs);
    expect(article.dateline).toBe(dateline);
    expect(article.source).toBe('برقية نيوز');
    expect(article.publishedAt).toBeNull();
  });

  it('reads <br> in one cell as paragraphs', () => {
    const lines = [
      title,
      dateline,
      ...paragraphs,
      'المصدر: وكالات',
      'الكلمات الدلالية: ميناء، قمح',
      ...others,
    ];
    const article = read(page(`<table><tr><td>${lines.join('<br/><br/>')}</td></tr></table>`));
    expect(article.paragraphs).toEqual(paragraphs);
  });

  it('reads single breaks and relative dates', () => {
    const lines = [
      title,
      'عدد القراءات: 1,204',
      ...paragraphs.slice(0, 2),
      'شاهد أيضاً',
      others[0],
      'منذ 3 ساعات',
      others[1],
      'منذ يومين',
      ...paragraphs.slice(2),
      'شارك على:',
      'فيسبوك تويتر واتساب',
      ...others,
    ];
    expect(read(page(`<div>${lines.join('<br>')}</div>`)).paragraphs).toEqual(paragraphs);
  });

  it('takes the dateline and the writer from beside the news, where a theme sets them apart', () => {
    const article = read(
      page(
        `<div class="head"><h1>${title}</h1><div>كتب ناصر سالم:</div></div>` +
          `<div class="field-dateline">المكلا - سبأ</div><div class="field-body">${body}</div>`,
      ),
    );
    expect(article.dateline).toBe('المكلا - سبأ');
    expect(article.author).toBe('ناصر سالم');
    expect(article.paragraphs).toEqual(paragraphs);
  });

  it('believes the date that is printed, not one that the theme left in its attribute', () => {
    const time = '<p>بقلم: ناصر سالم <time datetime="2008-02-14 20:00">7/2/2026</time></p>';
    const article = read(page(`<h1>${title}</h1>${time}${body}`));
    expect(article.publishedAt).toBe('2026-02-07T00:00:00+03:00');
    expect(article.author).toBe('ناصر سالم');
  });

  it('takes the heading for the title where the page gives the site’s name for one', () => {
    const html = `<html lang="ar"><head><title>${site}</title><meta property="og:title" content="${site}"></head><body><h1>${title}</h1>${body}</body></html>`;
    expect(read(html).title).toBe(title);
  });

  it('reads a page that one unclosed link holds', () => {
    const date = '<div>الأحد، 8 شباط/فبراير 2026، آخر تحديث 14:00 (GMT+0300)</div>';
    const article = read(page(`<a name="top"><h1>${title}</h1>${date}${body}`));
    expect(article.paragraphs).toEqual(paragraphs);
    expect(article.publishedAt).toBe('2026-02-08T14:00:00+03:00');
  });

  it('takes the large picture of a theme that names its boxes', () => {
    const picture = (name: string, width: number) =>
      `<img src="https://m.example/${name}.jpg" width="${width}" height="${width / 2}">`;
    const html = page(
      `<div class="side-posts">${picture('small', 90)}</div><h1>${title}</h1><div class="page_content">${picture('quay', 1200)}${body}</div>`,
    );
    expect(read(html).image).toMatchObject({ url: 'https://m.example/quay.jpg', width: 1200 });
  });

  it('leaves out boxes that the theme names, whatever they say, unless a sentence stands in them', () => {
    const boxes = ['inline-related', 'article_read-also', 'post-author-box', 'newsletter'];
    const said = boxes.map(
      (name) => `<div class="${name}"><p>ما لا يعرفه أحد عن الميناء</p><p>سفن وبحارة</p></div>`,
    );
    const [lead = '', ...rest] = paragraphs.map(p);
    expect(read(page(`<div>${lead}${said.join('')}${rest.join('')}</div>`)).paragraphs).toEqual(
      paragraphs,
    );
    expect(read(page(`<div class="single has-related">${body}</div>`)).paragraphs).toEqual(
      paragraphs,
    );
    expect(read(page(`<div class="related">${body}</div>`)).paragraphs).toEqual(paragraphs);
  });

  it('finds the section in the printed trail, else in the line that a menu names too', () => {
    const menu = `<nav><a href="/">الرئيسية</a><a href="/l">محليات</a><a href="/s">رياضة</a></nav>`;
    const trail = `<div class="Page_crumbs"><a href="/">الرئيسية</a> › <a href="/l">محليات</a></div>`;
    expect(read(page(`${trail}<h1>${title}</h1>${body}`)).section).toBe('محليات');
    const named = page(`${menu}<span class="cat">محليات</span><h1>${title}</h1>${body}`);
    expect(read(named).section).toBe('محليات');
    expect(read(page(`${menu}<h1>${title}</h1>${body}`)).section).toBeNull();
  });

  it('reads a time and a count that only styles set apart', () => {
    const meta =
      '<div><span class="date">٢٠٢٦-٠٢-٠٨ | ١:٠٥ م</span><span class="views">١٢٬٤٠٨ مشاهدة</span></div>';
    const article = read(page(`<h1>${title}</h1>${meta}${body}`));
    expect(article.publishedAt).toBe('2026-02-08T13:05:00+03:00');
    expect(article.paragraphs).toEqual(paragraphs);
  });

  it('keeps a word together that a word processor has parted', () => {
    const typed = paragraphs.map(
      (text) =>
        `<p><span lang="AR">${text.slice(0, 9)}</span><span lang="AR">${text.slice(9)}</span></p>`,
    );
    expect(read(page(`<h1>${title}</h1>${typed.join('')}`)).paragraphs).toEqual(paragraphs);
  });

  it('parts the dateline that opens the first paragraph from the news', () => {
    const opened = (opening: string) =>
      read(flat([title, opening + paragraphs[0], ...paragraphs.slice(1)]));
    for (const [opening, told] of [
      ['المكلا - سبأ: ', 'المكلا - سبأ'],
      ['المكلا (رويترز) - ', 'المكلا (رويترز)'],
      ['مرسى نيوز/ متابعات: ', 'مرسى نيوز/ متابعات'],
      ['المكلا – أ ف ب – ', 'المكلا – أ ف ب'],
      ['مرسى الأخبار -', 'مرسى الأخبار'],
      ['«مرسى الأخبار» - المكلا: ', '«مرسى الأخبار» - المكلا'],
    ] as const) {
      const article = opened(opening);
      expect(article.dateline).toBe(told);
      expect(article.paragraphs).toEqual(paragraphs);
    }
    for (const opening of [
      'قال مدير وكالة سبأ: ',
      'بعد عامين - كما وعد الوزير - ',
      'من الميناء: ',
      'مرسى الأخبار التي ',
    ]) {
      const article = opened(opening);
      expect(article.dateline).toBeNull();
      expect(article.paragraphs[0]).toBe(opening + paragraphs[0]);
    }
  });

  it('takes the first line for the title where the copy has no other', () => {
    const lines = [`${title} - ${site}`, title, ...paragraphs].map(p).join('');
    const article = read(`<html dir="rtl"><body>${lines}</body></html>`);
    expect(article.title).toBe(title);
    expect(article.paragraphs).toEqual(paragraphs);
  });

  it('reads preformatted text', () => {
    const lines = [title, dateline, ...paragraphs, 'شارك', ...others];
    expect(read(page(`<pre>${lines.join('\n\n')}</pre>`)).paragraphs).toEqual(paragraphs);
  });

  it('leaves out read-more lines with their headline on the line or in the paragraph', () => {
    const each = paragraphs.flatMap((text, i) => [
      text,
      `اقرأ أيضاً${i % 2 ? ':' : ''} ${others[i]}`,
    ]);
    expect(read(flat(each)).paragraphs).toEqual(paragraphs);
    const inline = paragraphs.map((text, i) =>
      i === 2 ? `${text} اقرأ أيضًا: ${others[1]}` : text,
    );
    expect(read(flat([title, ...inline])).paragraphs).toEqual(paragraphs);
  });

  it('drops a ticker above the title and headlines below a call to follow', () => {
    const article = read(
      flat([
        ...others.slice(0, 3).map((o) => `عاجل | ${o}`),
        title,
        ...paragraphs,
        'تابعوا آخر الأخبار عبر قناتنا على واتساب',
        ...others,
      ]),
    );
    expect(article.paragraphs).toEqual(paragraphs);
  });

  it('drops a few stray words behind the last sentence, and keeps a list that a colon announces', () => {
    const strays = ['ناصر باوزير', 'مراسل الساحل الشرقي', 'المكلا'];
    expect(read(flat([title, ...paragraphs, ...strays.slice(0, 2)])).paragraphs).toEqual(
      paragraphs,
    );
    const listed = [
      ...paragraphs,
      'وفيما يلي مواعيد السفن المقبلة:',
      'سفينة الأمل من كونستانتسا',
      'سفينة الخليج من مومباي',
    ];
    expect(read(flat([title, ...listed])).paragraphs).toEqual(listed);
  });

  it('keeps paragraphs that end without a full stop', () => {
    const open = paragraphs.map((text) => text.replace(/\.$/u, ''));
    expect(read(flat([title, ...open, 'تابعونا على فيسبوك'])).paragraphs).toEqual(open);
  });

  it('keeps prose that begins like clutter', () => {
    const prose = [
      'تابع رئيس الوزراء سير العمل في الميناء عبر شاشات غرفة العمليات.',
      'شارك في الاجتماع وزراء النقل والمالية وممثلون عن الشركات.',
      'انضم المذيع السابق سالم علي إلى قناة محلية تبث من المكلا على يوتيوب.',
      'حمل المتظاهرون لافتات كتبت عليها مطالبهم أمام مبنى الإدارة.',
      'أعلنت شركة واتساب تعديل سياسة الخصوصية التي أثارت جدلًا واسعًا بين المستخدمين العام الماضي.',
      'حقق المقطع المصور من الميناء 3 ملايين مشاهدة.',
      'المصدر الذي تحدث إلينا – وطلب عدم ذكر اسمه – أكد وصول السفينة.',
      'لمتابعة تنفيذ المشروع زار الوزير الموقع مرتين خلال هذا الشهر.',
      'المزيد من السفن في طريقها إلى الميناء خلال الأيام المقبلة.',
      'طالع الحاضرون مخططات التوسعة الجديدة التي أعدها مهندسون شباب.',
    ];
    expect(read(flat([title, ...paragraphs, ...prose])).paragraphs).toEqual([
      ...paragraphs,
      ...prose,
    ]);
  });

  it('reads a flash that only says its title', () => {
    expect(read(flat([title, `${title}.`, 'شارك', ...others])).paragraphs).toEqual([`${title}.`]);
  });

  it('drops credits, policies, repeated titles and the lines of a page’s head', () => {
    const article = read(
      page(
        `<div><h1>${title}</h1><div>${title} 08 شباط / فبراير 2026 09:22 صباحاً 1203 مشاهدة</div>${p('تصوير: سالم')}${body}` +
          `<p>حمل تطبيق مرسى الأخبار الآن واحصل على آخر المستجدات</p><p>صفحة للطباعة</p><p>944</p>` +
          `<p>ملاحظة: التعليقات المنشورة لا تعبر عن رأي الموقع ولكن عن رأي أصحابها.</p></div>`,
      ),
    );
    expect(article.paragraphs).toEqual(paragraphs);
    expect(article.publishedAt).toBe('2026-02-08T09:22:00+03:00');
  });
});

describe('what is told about the article', () => {
  const article = (extra: string, more: object = {}): Article =>
    read(page(`<article><h1>${title}</h1>${body}</article>`, extra), more);

  it('takes the title without the site, by agreement of its forms or by the site’s name', () => {
    expect(article('').title).toBe(title);
    const only = `<!doctype html><html><head><title>${title} | قناة المرفأ</title><meta property="og:site_name" content="قناة المرفأ"></head><body>${body}</body></html>`;
    expect(read(only).title).toBe(title);
  });

  it.each([
    ['«برقية» تسأل: من يقرأ اليوم أخبار الموانئ', 'اليوم'],
    ['السعودية - اليمن: مباراة اليوم في المكلا', 'اليوم'],
    ['عاجل | انفجار إطار شاحنة في المكلا', 'المكلا'],
  ])('keeps a title that only resembles its site: %s', (whole, name) => {
    const found = read(
      `<html><head><title>${whole} - صحيفة ${name}</title><meta property="og:site_name" content="${name}"></head><body>${body}</body></html>`,
    );
    expect(found.title).toBe(whole);
  });

  it('takes the site’s name from the front of a title too', () => {
    const found = read(
      `<html><head><title>مرسى الأخبار | ${title}</title><meta property="og:site_name" content="مرسى الأخبار"></head><body>${body}</body></html>`,
    );
    expect(found.title).toBe(title);
  });

  it('takes JSON-LD’s date with its own offset, raw line breaks and all', () => {
    const json = `{"@graph":[{"@type":"NewsArticle","headline":"${title}","datePublished":"2026-02-07T23:30:00+02:00","author":{"@type":"Person","name":"أمل باوزير"},"articleSection":"اقتصاد","keywords":["ميناء","قمح"],"description":"سطر\nثان"}]}`;
    const found = article(`<script type="application/ld+json">${json}</script>`);
    expect(found).toMatchObject({
      publishedAt: '2026-02-07T23:30:00+02:00',
      publishedFrom: 'json-ld',
      author: 'أمل باوزير',
      section: 'اقتصاد',
      tags: ['ميناء', 'قمح'],
    });
  });

  it('reads an Arabic date in <meta> in the source’s zone', () => {
    const found = article(
      '<meta property="article:published_time" content="الأحد، 08 فبراير 2026 - 12:09 ص">',
      { zone: 'Africa/Cairo' },
    );
    expect(found).toMatchObject({
      publishedAt: '2026-02-08T00:09:00+02:00',
      publishedFrom: 'meta',
    });
    expect(found.warnings).toEqual([]);
  });

  it('warns when the weekday is another', () => {
    const found = article(
      '<meta property="article:published_time" content="الجمعة 08 فبراير 2026">',
    );
    expect(found.warnings).toContain('date-weekday-disagrees');
  });

  it('reads the day from the address when nothing else tells it', () => {
    const found = article('', { url: 'https://marsa.example/2026/02/07/port?utm_source=x' });
    expect(found).toMatchObject({
      publishedAt: '2026-02-07T00:00:00+03:00',
      publishedFrom: 'address',
      canonicalUrl: 'https://marsa.example/2026/02/07/port',
    });
  });

  it('takes no date that belongs to other articles or lies ahead', () => {
    const list = others.map(
      (o) => `<div>${a(o)}<time datetime="2026-02-07">7 فبراير 2026</time></div>`,
    );
    const found = read(
      page(
        `<div>${list.join('')}</div><article><h1>${title}</h1>${body}</article>${list.join('')}`,
      ),
    );
    expect(found.publishedAt).toBeNull();
    expect(article('<meta name="date" content="2027-01-01">').publishedAt).toBeNull();
  });

  it('takes no date from inside the title', () => {
    const dated = `${title} في 31 ديسمبر 2025`;
    const found = read(
      `<html><head><title>${dated}</title></head><body><h1>${dated}</h1>${body}</body></html>`,
    );
    expect(found).toMatchObject({ title: dated, publishedAt: null });
  });

  it('takes the body from JSON-LD when the page loads its own later', () => {
    const json = JSON.stringify({
      '@type': 'NewsArticle',
      headline: title,
      articleBody: paragraphs.join('\n'),
    });
    const found = read(
      `<html><head><title>${title}</title><script type="application/ld+json">${json}</script></head><body><div id="app"></div></body></html>`,
    );
    expect(found.paragraphs).toEqual(paragraphs);
  });

  it('takes no developer, handle, address, site or section for the author', () => {
    for (const name of [
      'Developed By Sami Ali',
      '@marsa_news',
      'https://x.example/marsa',
      'مرسى الأخبار',
      'منوعات',
    ])
      expect(
        article(
          `<meta name="author" content="${name}"><meta property="article:section" content="منوعات">`,
        ).author,
      ).toBeNull();
    expect(article('<meta name="author" content="أمل باوزير - المكلا">').author).toBe('أمل باوزير');
  });

  it('takes a byline from the body', () => {
    expect(read(flat([title, 'كتب: أمل باوزير', ...paragraphs])).author).toBe('أمل باوزير');
  });

  it('takes the largest picture named, absolute, and no logo', () => {
    const named = article(
      '<meta property="og:image" content="/img/site-logo.png"><meta name="twitter:image" content="/img/a.jpg">',
      { url: 'https://marsa.example/n/1' },
    );
    expect(named.image).toEqual({
      url: 'https://marsa.example/img/a.jpg',
      width: null,
      height: null,
    });
    const sized = article(
      '<meta property="og:image" content="https://m.example/s.jpg"><meta property="og:image:width" content="300"><meta property="og:image:height" content="200">' +
        '<script type="application/ld+json">{"@type":"NewsArticle","image":[{"url":"https://m.example/l.jpg","width":1200,"height":800}]}</script>',
    );
    expect(sized.image).toEqual({ url: 'https://m.example/l.jpg', width: 1200, height: 800 });
  });

  it('cleans the canonical address and passes over one that leads to the front page', () => {
    const found = article(
      '<link rel="canonical" href="/"><meta property="og:url" content="/n/5?id=9&fbclid=1#top">',
      {
        url: 'https://marsa.example/x',
      },
    );
    expect(found.canonicalUrl).toBe('https://marsa.example/n/5?id=9');
  });
});

describe('bad input', () => {
  const fails = (input: Uint8Array): string => {
    try {
      readPage(input, options);
    } catch (error) {
      if (error instanceof Failure) return error.code;
      throw error;
    }
    return 'read';
  };

  it('names what is no page', () => {
    expect(fails(new Uint8Array())).toBe('page-not-html');
    expect(fails(bytes('{"a":1}'))).toBe('page-not-html');
    expect(fails(Uint8Array.from({ length: 9_000 }, (_, i) => (i * 7919) % 256))).toBe(
      'page-not-html',
    );
    expect(fails(bytes('<html><body></body></html>'))).toBe('page-no-article');
    expect(fails(bytes(page('<i>x</i>'.repeat(50_000))))).toBe('page-too-big');
    expect(fails(new Uint8Array(5_000_001))).toBe('page-too-big');
  });

  it('reads a page nested a thousand deep, block by block', () => {
    const found = read(
      page(`${'<div>'.repeat(1_000)}<h1>${title}</h1>${body}${'</div>'.repeat(1_000)}`),
    );
    expect(found.paragraphs).toEqual(paragraphs);
    expect(found.warnings).toContain('nested-deep');
  });

  it('believes the bytes, not the content type', () => {
    expect(read(page(body), { contentType: 'application/json' }).paragraphs).toEqual(paragraphs);
  });

  it('marks a stub behind a paywall', () => {
    const found = read(flat([title, paragraphs[0] ?? '', 'لمتابعة القراءة سجل الدخول']));
    expect(found.warnings).toContain('paywall');
    expect(found.paragraphs).toEqual([paragraphs[0]]);
  });

  it('marks another language and reads by the same rules', () => {
    const english = [
      'The port opened again on Sunday after two years of work, officials in the city said.',
      'Ships are to call twice a month from now on, the line that runs them announced last week.',
    ];
    const found = read(
      `<html lang="en-GB"><head><title>Port opens again</title></head><body><h1>Port opens again</h1>${english.map(p).join('')}<p>Share</p></body></html>`,
    );
    expect(found).toMatchObject({ language: 'en', paragraphs: english });
    expect(found.warnings).toContain('not-arabic');
  });

  it('reads any markup or names the failure', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<div>',
      '</div>',
      '<br>',
      '<table><tr><td>',
      '<a href="x">',
      '</a>',
      '<h1>',
      '<!--',
      '-->',
      '<script>',
      '</script>',
      '<body>',
      '</html>',
      '<',
      '&amp;',
      '&#0;',
      ...paragraphs,
      ...others,
      title,
      'شارك',
      'اقرأ أيضًا',
      '16 أكتوبر 2025',
      '651 قراءة',
      dateline,
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        try {
          expect(read(pieces.join('')).paragraphs.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('reads a page without <html> or <body>', () => {
    expect(read(`${head()}<div>${body}</div>`).paragraphs).toEqual(paragraphs);
  });

  it('reads a page that stands in one form, as ASP.NET has it', () => {
    const form = `<form method="post"><input type="hidden"><span>${title}</span><br>${body}</form>`;
    expect(
      read(`<html><head><title>${title}</title></head><body>${form}</body></html>`),
    ).toMatchObject({ title, paragraphs });
    const login =
      '<form><p>اسم المستخدم وكلمة المرور يرسلان إلى الموقع عند الضغط على زر الدخول.</p></form>';
    expect(read(page(body + login)).paragraphs).toEqual(paragraphs);
  });

  it('drops what an agency sets behind its last sentence', () => {
    const ended = paragraphs.with(-1, `${paragraphs.at(-1)} انتهى/ 25 ح`);
    expect(read(page(ended.map(p).join(''))).paragraphs).toEqual(paragraphs);
    const telling = paragraphs.with(-1, `${paragraphs.at(-1)} وقال: انتهى الخلاف.`);
    expect(read(page(telling.map(p).join(''))).paragraphs).toEqual(telling);
  });

  it('strips bidi controls and invisible characters', () => {
    const marked = paragraphs.map((text) => `\u202b\u200f${text}\u202c\u200b`);
    expect(read(flat([title, ...marked])).paragraphs).toEqual(paragraphs);
  });
});
