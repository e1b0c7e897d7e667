import { normalise } from '../arabic/normalise.ts';

/**
 * What Arabic news pages print round the news, as patterns over `normalise()`d text: hamza, ta
 * marbuta and ya are folded, marks are gone, so one row covers the many spellings in use.
 */

const begin = '^[^\\p{L}\\p{N}]*';
const stop = '(?![\\p{L}\\p{N}])';

/** Opens a list of other articles, alone on its line or with a headline behind it. */
export const relatedMarker = phrases([
  'اقرا (?:ايضا|المزيد|كذلك|عن|اكثر|معنا|من)',
  'اقراوا (?:ايضا|المزيد)',
  'اقرءوا (?:ايضا|المزيد)',
  'قراءه المزيد',
  '(?:ا?طالع|طالعوا|شاهد|شاهدوا|تابع|انظر|اضغط) (?:ايضا|كذلك|المزيد)',
  'شاهد (?:ال)?فيديو',
  '(?:(?:ال)?(?:مواضيع|موضوعات|اخبار|مقالات|مواد|تقارير|قصص|عناوين) )?ذات (?:ال)?صله',
  '(?:ال)?(?:مواضيع|موضوعات|اخبار|مقالات|مواد) (?:ال)?(?:متعلقه|مرتبطه|مشابهه|مماثله|ساخنه|اخري)',
  '(?:(?:مواضيع|موضوعات|اخبار|مقالات) )?(?:ربما |قد )(?:يهمك|يعجبك|يهمكم|يعجبكم|تعجبك|تهمك)(?: ايضا)?',
  'لا (?:يفوتك|يفوتكم|تفوت|تفوتك)',
  '(?:اخترنا|اخترت|نرشح|نختار|مختارات) ?(?:لك|لكم)?',
  'ننصح(?:ك|كم)? ب',
  'المزيد (?:من|عن|حول|في)',
  'لل?مزيد (?:من|عن|حول)?',
  '(?:ال)?(?:احدث|اخر|اهم|ابرز) (?:ال)?(?:اخبار|مقالات|مواضيع|عناوين)',
  '(?:ال)?(?:اكثر|الاعلي) (?:قراءه|مشاهده|تداولا|شيوعا|تعليقا|مشاركه|زياره|بحثا)',
  'من (?:نفس|ذات) القسم',
  '(?:الخبر|المقال|المقاله|الموضوع) (?:التالي|التاليه|السابق|السابقه)',
  'التالي',
  'السابق',
  'كتب(?:ت)? ايضا',
  'مرتبط$',
  'في نفس السياق',
  'عاجل الان',
  '(?:previous|next) ?:',
  '(?:related|recommended|more from|most read|trending|read (?:more|also|next)|also read|you (?:may|might) (?:also )?like|see also)',
]);

/** Markers that no sentence of news begins with, whatever follows. */
export const surelyRelated = phrases([
  'اقرا (?:ايضا|المزيد|كذلك)',
  'اقراوا (?:ايضا|المزيد)',
  '(?:شاهد|طالع|تابع|انظر) ايضا',
  '(?:مواضيع|موضوعات|اخبار|مقالات) (?:ذات صله|متعلقه)',
]);

/** Lists that stand behind the news, never inside it. */
export const endMarker = phrases([
  '(?:ال)?(?:احدث|اخر|اهم|ابرز) (?:ال)?(?:اخبار|مقالات|مواضيع|عناوين)',
  '(?:ال)?(?:اكثر|الاعلي) (?:قراءه|مشاهده|تداولا|شيوعا|تعليقا|مشاركه|زياره|بحثا)',
  '(?:الخبر|المقال|المقاله|الموضوع) (?:التالي|التاليه|السابق|السابقه)',
  'من (?:نفس|ذات) القسم',
  '(?:most read|trending|more from|previous|next)',
]);

/** Ends the news: sharing, tags. */
export const tailMarker = phrases([
  'شارك(?:ها|ه|نا|وا)?(?: (?:علي|هذا|هذه|الخبر|المقال|الموضوع|المقاله|مع|عبر|غرد).*)?$',
  '(?:ال)?مشاركه(?: (?:علي|الخبر|المقال|الموضوع|عبر).*)?$',
  'انشر(?:ها|ه)?(?: (?:علي|الخبر|المقال).*)?$',
  '(?:ال)?كلمات (?:ال)?(?:دلاليه|داله|مفتاحيه|مفتاح)',
  '(?:ال)?(?:وسوم|تاجات|تاجز|تاغز|اوسمه|هاشتاج|مواضيع الخبر)',
  '(?:هل )?اعجب(?:ك|تك|كم|تكم) .*(?:شارك|انشر).*$',
  '(?:اعجاب|معجب بهذه)(?: ?:| تحميل.*)?$',
  'tags?',
  'share(?: this.*)?$',
]);

/** Readers' words follow, which look like prose. */
export const commentsMarker = phrases([
  '(?:ال)?(?:تعليقات|ردود)(?: (?:الزوار|القراء|فيسبوك|علي).*)?(?: ?\\(?\\d*\\)?)?$',
  '(?:اضف|اترك|اكتب|شاركنا|ارسل) (?:تعليق|تعليقا|ردا|رد|رايك)',
  'لا (?:يوجد|توجد) تعليقات',
  '(?:leave a (?:reply|comment)|comments?)',
]);

const outlets =
  'جوجل|غوغل|قوقل|google|نيوز|news|يوتيوب|youtube|تويتر|twitter|منصه x|فيس ?بوك|facebook|' +
  'تي?ل[يـ]?[جغ]?رام|تيل?ي?[جغ]رام|تلي?[جغ]رام|telegram|واتس ?ا?ب|whatsapp|انست[جغ]?رام|instagram|تيك ?توك|tiktok|' +
  'لينكد|linkedin|سناب|snapchat|نبض|nabd|ثريدز|threads|تطبيق|قناه|قناتنا|قناتي|قنوات|صفحتنا|صفحه|حسابنا|حساباتنا|منصات|' +
  'النشره|نشرتنا|نشره \\S+ (?:ال)?(?:يوميه|اسبوعيه|شهريه|بريديه)|التنبيهات|خدمه الرسايل|البريد|الالكتروني|اخبارنا|هنا|الموقع|موقعنا|الاشعارات';

const ours = 'قناتنا|قنواتنا|صفحتنا|صفحاتنا|تطبيقنا|نشرتنا|موقعنا|حسابنا|حساباتنا|منصاتنا|اخبارنا';

/** An invitation to follow, subscribe or install: an imperative first, the place somewhere behind. */
export const followLine = new RegExp(
  `${begin}(?:google newsstand )?(?:تابع(?:نا|ونا|وا)|اشتركوا|انضموا|حملوا|نزلوا|زوروا|للاشتراك|للانضمام|لمتابعتنا|` +
    'يمكنك(?:م)?|لتصلك(?:م)?|ليصلك(?:م)?|اضغط(?:وا)?|انقر(?:وا)?|سجلوا|فعلوا|follow us|subscribe|join us|download|sign up)' +
    `${stop}.*(?:${outlets})`,
  'u',
);

/** The same with verbs that also tell news ('انضم', 'حمل'): of the outlet's own, or in a short line. */
export const looseFollowLine = new RegExp(
  `${begin}(?:تابع|تابعي|اشترك|انضم|حمل|نزل|سجل|فعل|لمتابعه|لتحميل|لمزيد من|للمزيد|للاطلاع|كن اول|احصل(?:وا)?)${stop}.*(?:${outlets})`,
  'u',
);
export const ownOutlet = new RegExp(`(?:^|[^\\p{L}])(?:علي|عبر|في|الي)? ?(?:${ours})${stop}`, 'u');

const shareWord =
  'شارك|مشاركه|هذا الخبر|هذا المقال|هذا الموضوع|الخبر|المقال|لصديق|الي صديق|انشر|طباعه|اطبع|نسخ|الرابط|رابط|حفظ|ارسال|ارسل|بريد|البريد|الكتروني|الالكتروني|ايميل|علي|عبر|تويت|غرد|تغريد|' +
  'لينكدين|لينكد|ان|بينتريست|بنترست|ريديت|مسنجر|ماسنجر|فايبر|واتساب|واتس|اب|فيسبوك|فيس|بوك|تويتر|اكس|تيليجرام|تيليغرام|تلغرام|تليجرام|' +
  'انستغرام|انستجرام|سناب|شات|يوتيوب|تيك|توك|جوجل|غوغل|بلس|نيوز|الخط|حجم|تكبير|تصغير|اصغر|اكبر|استمع|استماع|للمقال|للخبر|' +
  'facebook|twitter|x|whatsapp|whats|app|pin|interest|flipboard|telegram|linkedin|pinterest|reddit|messenger|viber|email|print|copy|link|tumblr|share|tweet|google|plus|news|skype|line|vk';

/** Nothing but names of networks and of things one does with a page. */
export const shareLine = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:(?:${shareWord})${stop}[^\\p{L}\\p{N}]*)+$`,
  'u',
);

const counted =
  '(?:ال)?(?:مشاهدات|مشاهده|مشاهدين|قراءات|قراءه|قراء|زيارات|زياره|تعليقات|تعليق|مشاركات|مشاركه|اعجاب|دقايق قراءه|views?|reads?|comments?|shares?|min read)';

/** 'عدد المشاهدات : 412', '651 قراءة'. */
export const countLine = new RegExp(
  `\\d[\\d,.]*\\s*(?:الف |ك |k )?${counted}${stop}|(?:عدد )?${counted}\\s*[:|(–-]?\\s*\\d`,
  'u',
);
export const readingTime = phrases([
  '(?:وقت|مده|زمن) القراءه',
  '(?:اقل من )?(?:دقيقه|دقيقتان|دقيقتين)(?: واحده)?$',
  '\\d+ (?:دقيقه|دقايق)(?: (?:ل?ل?قراءه|واحده))?$',
]);

export const creditLine = phrases([
  '(?:ال)?(?:تصوير|صوره|صور|عدسه|كاريكاتير|فيديو|مصدر الصوره|حقوق الصوره)(?: (?:ارشيفيه|تعبيريه|من الارشيف|توضيحيه|متداوله))?(?:$| ?[:/|–-])',
  'ارشيفيه$',
  'ارشيف$',
  'photo|credit|getty|image',
  '(?:رويترز|ا ف ب|اف ب|فرانس برس|الاناضول|وكالات|غيتي|جيتي|د ب ا|ا\\.ف\\.ب|ا\\.ب)$',
]);

/** A caption ends in its agency: '… في الميناء (رويترز)', without a full stop before it. */
export const pictureCredit =
  /[^.؟!\s]\s*\((?:رويترز|ا ف ب|اف ب|ا\.ف\.ب|فرانس برس|الاناضول|اسوشيتد برس|ا ب|ا\.ب|د ب ا|غيتي|جيتي|غيتي ايميجز|سبوتنيك|شينخوا|epa|reuters|afp|ap|getty(?: images)?|ارشيف|ارشيفيه)\)$/u;

/** What a post leaves behind when its frame is gone: '— نادي الهلال (@club) 14 نوفمبر 2026'. */
export const postSignature = /^[—–-]\s*\S.{0,60}\(@\w{1,20}\)/u;

/** Initials of those who wrote and checked it, as agencies sign: 'س.ع/ م.ن'. */
export const initials = /^(?:\p{L}{1,2}\s?[./]\s?){2,6}\p{L}{0,2}$/u;

/** Who wrote or passed on the news, on a line of its own. */
export const sourceLine = phrases(['(?:ال)?مصدر ?[:/|]', 'نقلا عن ?[:/]', 'source ?:']);
export const bylineMark = phrases([
  '(?:كتب|كتبت|بقلم|تحرير|اعداد|الكاتب|المحرر|مراسل|تقرير|ترجمه) ?(?:ال(?:محرر|كاتب) ?)?[:/|–-]',
  'by ?:? \\p{L}',
  'بقلم ',
  'كتب(?:ت)? (?:\\p{L}+ ?){2,4}$',
]);

export const policyLine = new RegExp(
  [
    'لن يتم نشر (?:عنوان|بريدك|ايميلك)',
    'الحقول الالزاميه',
    'لا تعبر (?:بالضروره )?عن (?:راي|اراء|وجهه|سياسه)',
    'حقوق (?:ال)?(?:نشر|طبع|ملكيه)? ?(?:و\\S+ )?محفوظه (?:ل|©|\\d|$)',
    'جميع الحقوق محفوظه',
    'all rights reserved',
    'احتفظ بحق حذف',
    'تعليقك بانتظار',
    'نسيت كلمه المرور',
    'appeared first on',
    'ظهرت? (?:المقال|المقاله|التدوينه|الخبر) .{0,200} اولا (?:علي|في)',
    '(?:نستخدم|يستخدم هذا الموقع|باستخدامك|بتصفحك) .*(?:ملفات تعريف الارتباط|الكوكيز|cookies|الخصوصيه)',
  ].join('|'),
  'u',
);

/** Names of the site's own pages and buttons: clutter on a short line, words of news in a long one. */
export const siteLine = phrases([
  'سياسه الخصوصيه',
  'ملفات تعريف الارتباط',
  'شروط (?:الاستخدام|النشر)',
  '(?:يرجي )?(?:تفعيل|enable) (?:ال)?(?:جافا|java)',
  'متصفحك لا',
  '(?:صفحه|نسخه) للطباعه',
  'تمت طباعه',
  'تواصل معنا',
  'للاعلان (?:لدي|معنا|علي الموقع)',
  'اعلن معنا',
  'اتصل بنا',
  'من نحن',
  'تسجيل الدخول',
]);

/** Stands where the news would go on for those who pay. */
export const paywallLine =
  /للمشتركين فقط|(?:سجل|سجلوا|قم بتسجيل) الدخول (?:ل|لكي)|اشترك(?:وا)? ل(?:متابعه|مواصله|اكمال|قراءه)|لمتابعه القراءه|subscribe to (?:read|continue)|subscribers only/u;

export const advertLine = phrases([
  '(?:اعلان|اعلانات|مساحه اعلانيه|advertisements?|ad|sponsored|الاعلان)$',
  'يستكمل بعد الاعلان',
]);

export const breadcrumb = new RegExp(
  `${begin}(?:ال)?(?:رييسيه|صفحه الرييسيه|home)\\s*[>»«›/|\\\\<-]`,
  'u',
);

/** Agencies and stock words that a dateline is made of, besides names of places. */
export const datelineWord = new RegExp(
  '(?:^|[^\\p{L}])(?:متابعات|متابعه|خاص|وكالات|وكاله|رويترز|سبا|سانا|واس|وام|قنا|بترا|واع|وفا|معا|الاناضول|سبوتنيك|فرانس برس|ا ف ب|اف ب|د ب ا|' +
    'نيوز|برس|اونلاين|صحف|غرفه الاخبار|مراسلون|متابعه خاصه|الموقع|صحيفه|قناه)(?:$|[^\\p{L}])',
  'u',
);

/** What agencies set behind the last sentence of a report: 'انتهى 25 ح', '(النهاية) س م'. */
export const agencyEnd =
  /(?<=[.؟!۔»”"])\s*[(/]?\s*(?:انته[ىي]|النهاي[ةه])(?![\p{L}])[\s/)\d.]{0,8}(?:\p{L}{1,2}[\s/.]*){0,3}$/u;

/** What stands behind 'المصدر:' without naming anyone. */
export const namelessSource =
  /^(?:ال)?(?:وكالات|وكالة|متابعات|خاص|مواقع|صحف|وسائل إعلام|إعلام|وكالات ومواقع)(?:$|[^\p{L}])/u;

/** Names that tell an outlet from a city. */
export const outletName =
  /(?:نيوز|برس|بوست|أونلاين|اونلاين|وكالة|صحيفة|جريدة|موقع|بوابة|نشرة|قناة|شبكة|تايمز|نت|Net|News|Online|Press)(?:$|[^\p{L}])/u;

function phrases(list: readonly string[]): RegExp {
  return new RegExp(`${begin}(?:${list.map(folded).join('|')})${stop}`, 'u');
}

/** Guards the tables against a spelling that normalised text can never contain. */
function folded(pattern: string): string {
  if (/[أإآىةؤئ\u064b-\u0652]/u.test(pattern))
    throw new Error(`Write the pattern in matching form: ${pattern} (${normalise(pattern)})`);
  return pattern;
}
