/** One piece of news of our own, and what pages print round it. */
export const title = 'ميناء المكلا يستقبل أول سفينة قمح بعد انتهاء أعمال التوسعة';

export const dateline = 'برقية نيوز/ خاص:';

export const paragraphs = [
  'استقبل ميناء المكلا، صباح اليوم (الأحد)، أول سفينة محملة بالقمح منذ انتهاء أعمال التوسعة التي استمرت عامين كاملين، وعلى متنها ثلاثون ألف طن وصلت من ميناء كونستانتسا.',
  'وقال مدير الميناء سالم باحميد، في تصريح لـ«برقية»، إن الرصيف الجديد يتيح رسو سفينتين في وقت واحد: «نستطيع اليوم تفريغ الحمولة في ثلاثة أيام. كنا نحتاج إلى أسبوع كامل»، مؤكدًا أن العمل يجري على مدار الساعة.',
  'وكانت شركة الملاحة قد أعلنت الأسبوع الماضي أن رحلات منتظمة ستصل إلى الميناء مرتين في الشهر، بعدما ظلت السفن تفرغ حمولتها في موانئ مجاورة.',
  'وأكد وكيل وزارة النقل عمر بن حبريش أن كلفة التوسعة بلغت 14.5 مليون دولار، مشيرًا إلى أن المرحلة الثانية تشمل مخازن مبردة ومحطة كهرباء مستقلة.',
  'ويرى تجار في المدينة أن انتظام الرحلات سيخفض أسعار الدقيق في محافظات حضرموت وشبوة والمهرة، خاصة مع اقتراب شهر رمضان وارتفاع الطلب.',
  'ويعد الميناء المنفذ البحري الأهم في شرق البلاد، وتوقفت فيه الحركة سنوات طويلة قبل أن تعود إليه السفن تدريجيًا منذ العام الماضي.',
];

/** Other articles, as lists of related and most-read news show them. */
export const others = [
  'أمطار غزيرة تقطع الطريق الساحلي بين عدن وأبين',
  'طالبة من تعز تفوز بجائزة الخط العربي في إسطنبول',
  'أسعار صرف الريال اليمني مقابل العملات الأجنبية مساء السبت',
  'عاجل: هزة أرضية خفيفة تضرب سواحل سقطرى دون أضرار',
  'مدرب المنتخب يعلن قائمة اللاعبين للتصفيات.. وغياب مفاجئ لهداف الدوري',
  'لجنة برلمانية تناقش مشروع قانون الموانئ الجديد',
];

export const site = 'مرسى الأخبار';

/** The head that most shapes share: no date in it. */
export function head(extra = ''): string {
  return `<meta charset="utf-8"><title>${title} - ${site}</title><meta property="og:title" content="${title}">${extra}`;
}

export function page(body: string, extra = ''): string {
  return `<!doctype html><html lang="ar" dir="rtl"><head>${head(extra)}</head><body>${body}</body></html>`;
}

export function bytes(html: string): Uint8Array {
  return new TextEncoder().encode(html);
}

/** Noon in Aden on a Sunday. */
export const now = Date.parse('2026-02-08T12:00:00+03:00');
export const options = { zone: 'Asia/Aden', now };
