/** What the bot says to editors in Arabic, by key. Modern Standard Arabic; plural forms by number. */
import { isolate, isolateWhole } from '../src/arabic/bidi.ts';
import { plural } from '../src/arabic/plurals.ts';
import { clip } from './fit.ts';

/** «3 منشورات»: the number with its noun in the right form. */
const counted = (
  count: number,
  forms: Parameters<typeof plural>[1] & { readonly one: string; readonly two: string },
) => (count === 1 || count === 2 ? plural(count, forms) : `${count} ${plural(count, forms)}`);

const posts = {
  zero: 'منشور',
  one: 'منشور واحد',
  two: 'منشوران',
  few: 'منشورات',
  many: 'منشورًا',
  other: 'منشور',
};

const subscribers = {
  zero: 'مشترك',
  one: 'مشترك واحد',
  two: 'مشتركَين',
  few: 'مشتركين',
  many: 'مشتركًا',
  other: 'مشترك',
};

const reads = {
  zero: 'قراءة',
  one: 'قراءة واحدة',
  two: 'قراءتان',
  few: 'قراءات',
  many: 'قراءة',
  other: 'قراءة',
};

const items = {
  zero: 'خبر',
  one: 'خبر واحد',
  two: 'خبران',
  few: 'أخبار',
  many: 'خبرًا',
  other: 'خبر',
};

/** «12 خبرًا», «خبران», «0 خبر». */
export const itemCount = (count: number): string => counted(count, items);

/** «69 قراءة», «3 قراءات», «قراءتان». */
export const readCount = (count: number): string => counted(count, reads);

/** «12 منشورًا», «منشوران». */
export const postCount = (count: number): string => counted(count, posts);

/** What editors know a channel by: its public name, else its key in newsroom.yaml. */
export const channelName = ({ channel, chat }: { channel: string; chat: string }): string =>
  chat.startsWith('@') ? chat : channel;

/** Names in one line. */
export const listed = (names: readonly string[]): string => names.join('، ');

/** What the bot calls its newsroom before newsroom.yaml has told. */
export const namelessNewsroom = 'برقية';

export const messages = {
  editorWelcome: (newsroom: string) =>
    `أهلًا بك في غرفة تحرير ${isolateWhole(newsroom)}.\nأرسل /publish مع رابط خبر لنشره، أو /help لبقية الأوامر.`,
  ownersOnly: 'هذا الأمر للمالك وحده.',
  inviteEditor: 'دعوة محرر',
  inviteWriter: 'دعوة كاتب',
  invitation: (role: string, link: string) =>
    `دعوة بصفة ${role}، تصلح مرة واحدة خلال 24 ساعة. أرسلها إلى صاحبها:\n${link}`,
  joined: (role: string) => `أهلًا بك في غرفة التحرير. صفتك: ${role}.`,
  deskLost:
    'أُخرج البوت من غرفة التحرير، فما كان يصلها يصلك هنا من الآن. لجعل مجموعة غرفةً للتحرير: أضف البوت إليها وأرسل فيها /settings',
  invitedAlready: (role: string) =>
    `أنت في غرفة التحرير، وصفتك: ${role}. هذه الدعوة لزميل آخر، وما زالت تصلح له.`,
  invitationOver: 'انتهت هذه الدعوة أو استُعملت. اطلب من مالك غرفة التحرير دعوة جديدة.',
  dismiss: (name: string) => `إزالة ${name}`,
  dismissAsk: (name: string) =>
    `هل نزيل ${name} من غرفة التحرير؟ لا تضيع مسوداته، ويمكن دعوته من جديد.`,
  dismissYes: 'نعم، إزالة',
  dismissed: (name: string) => `أُزيل ${name} من غرفة التحرير.`,
  notDismissed: 'لا يمكن إزالة المالك من هنا، أو أُزيل هذا المحرر من قبل.',
  actsLog: 'السجل',
  askNotice: 'اكتب الرسالة بعد الأمر، مثل: ‎/broadcast نعود إليكم غدًا في السابعة صباحًا.‎',
  noticeLong: 'الرسالة أطول من 4096 حرفًا. اختصرها ثم أعد الإرسال.',
  noticeAsk: (readers: number) =>
    readers === 0
      ? 'لا مشتركين بعد، فلن تصل الرسالة إلى أحد.'
      : `هكذا ستظهر الرسالة. ستصل إلى ${counted(readers, subscribers)}. هل نرسلها؟`,
  noticeSend: 'إرسال',
  noticeStop: 'إيقاف الإرسال',
  noticeGoes: 'بدأ الإرسال.',
  noticeOver: 'انتهى أمر هذه الرسالة من قبل.',
  noticeStopped: (sent: number) =>
    sent === 0
      ? 'توقف الإرسال قبل أن تصل الرسالة إلى أحد.'
      : `توقف الإرسال بعد أن وصلت الرسالة إلى ${counted(sent, subscribers)}. ما وصل لا يُسترد.`,
  noticeDropped: 'أُلغيت الرسالة، ولم تصل إلى أحد.',
  noticeProgress: (sent: number, total: number) => `يجري الإرسال: ${sent} من ${total}`,
  noticeDone: (sent: number) =>
    sent === 0
      ? 'انتهى الإرسال، ولم تصل إلى أحد.'
      : `انتهى الإرسال. وصلت إلى ${counted(sent, subscribers)}.`,
  unknownCommand: 'لا أعرف هذا الأمر. أرسل /help لرؤية الأوامر.',
  editorsOnly: 'هذا الأمر للمحررين.',
  staleButton: 'انتهت صلاحية هذا الزر.',

  askAddress: 'أرسل رابط الخبر الذي تريد نشره، أو نصه، أو صورة مع نصها.',
  openDrafts: 'مسودات لم تُنشر بعد:',
  reading: 'أقرأ الصفحة…',
  askAddressAgain: 'أرسل رابطًا آخر، أو نص الخبر نفسه.',
  previewIntro: 'هكذا سيظهر المنشور:',
  publishedBefore: (where: string) => `هذا الخبر نُشر من قبل:\n${where}\nماذا تريد؟`,
  again: 'نشره من جديد',
  open: (channel: string) => `فتح المنشور في ${isolateWhole(channel)}`,
  stop: 'توقف',
  noChannels: 'لا قنوات بعد. اجعل البوت مشرفًا في قناتك، وسنسألك هنا هل ننشر فيها.',
  chooseOne: 'اختر قناة واحدة على الأقل.',
  now: 'الآن',
  nextSlot: 'الموعد التالي',
  atTime: 'موعد أحدده',
  cancel: 'إلغاء',
  askTime:
    'اكتب الموعد، مثل: 20:30 أو «غدًا 8 مساءً» أو «25/12 09:00»، أو /cancel للإبقاء على ما كان',
  timeNotUnderstood: 'لم أفهم الموعد. اكتبه مثل: 20:30 أو «غدًا 8 مساءً».',
  timePast: (when: string) => `هذا الموعد مضى (${when}). اكتب موعدًا قادمًا.`,
  confirmIntro: (headline: string) => `سيُنشر: ${isolate(headline)}`,
  channelTime: (channel: string, when: string) => `• ${when} · ${isolateWhole(channel)}`,
  toldAlready: 'سبق أن نُشرت هذه القصة في هذه القنوات، أو تنتظر موعدها:',
  teller: (channel: string, when: string, headline: string) =>
    `• ${when} · ${isolateWhole(channel)}\n${isolate(headline)}`,
  toldMeanwhile: 'سبق أن نُشر خبر من القصة نفسها أو جُدول، فلم ننشر. راجع ثم أكّد.',
  pieceNowhere: 'حُذفت قنوات هذا المنشور. اختر له قناة أخرى.',
  confirm: 'تأكيد النشر',
  back: 'رجوع',
  confirmed: (count: number) => `تم. ${counted(count, posts)} في طريق النشر:`,
  discarded: 'أُلغي النشر، ولم يُنشر شيء.',
  nothingToCancel: 'لا شيء لإلغائه.',
  undo: 'تراجع',
  undone: 'عاد المنشور ينتظر القرار.',
  undoneBusy: 'بدأت مسودة أخرى من الخبر نفسه. انشرها أو ألغها، ثم تراجع عن هذه.',
  undoneNewer: 'أرسل كاتبه نسخة أحدث تنتظر القرار، فلم نتراجع عن هذه.',
  undoneLate: 'لم نتراجع: أُرسل المنشور، أو عاد من قبل، أو كان القرار لغيرك. لسحبه: /retract',

  draftOf: (headline: string) => `مسودة: ${isolate(headline)}`,
  pieceChannels: (channels: string) => `القنوات: ${channels}`,
  chooseChannels: 'اختر القنوات ثم موعد النشر:',
  writerChooses: 'راجع القنوات ثم أرسلها إلى المحررين:',
  pieceBreaking: 'عاجل: يخرج فور اعتماده، بلا انتظار موعد.',
  pieceWhen: (when: string) => `موعده إن نُشر: ${when}`,
  pieceBy: (name: string) => `كتبه: ${isolateWhole(name)}`,
  pieceRevised: 'تغيّر الخبر في مصدره بعد أن قرأناه، وهذا نصه الآن.',
  pieceRemarks: 'ملاحظات الزملاء (لا تُنشر):',
  pieceRemark: (name: string, text: string) => `• ${isolateWhole(name)}: ${isolate(text)}`,
  captionCut:
    'تنبيه: مع الصورة لا يتسع المنشور لأكثر من 1024 حرفًا، فسيُحذف آخر النص. اختصره أو انشره بلا صورة.',
  wordsButton: 'النص',
  picturesButton: 'الصورة',
  channelsButton: (count: number) => `القنوات (${count})`,
  breakingButton: 'عاجل',
  remarkButton: 'ملاحظة',
  previewButton: 'معاينة',
  submitButton: 'إلى المراجعة',
  ticked: (name: string) => `✓ ${name}`,
  unticked: (name: string) => `○ ${name}`,
  otherPicture: 'صورة أخرى',
  noPicture: 'بلا صورة',
  askNewHeadline: 'اكتب العنوان الجديد. وهذا هو الحالي، انقر عليه لنسخه:',
  askNewSummary: 'اكتب النص الجديد. وهذا هو الحالي، انقر عليه لنسخه:',
  askFirstSummary: 'اكتب نص المنشور.',
  askPicture: 'أرسل الصورة، أو ألبومًا من عشر صور على الأكثر.',
  notAPicture: 'هذه ليست صورة. أرسلها صورةً لا ملفًا، أو /cancel للإبقاء على ما كان.',
  askRemark: 'اكتب ملاحظتك لزملائك. لا تُنشر أبدًا.',
  remarkKept: 'حُفظت الملاحظة، ويراها من يراجع المنشور.',
  onlyText: 'اكتبها نصًا، أو /cancel للإبقاء على ما كان.',
  pieceChanged: 'تغيّر المنشور بعد هذه الرسالة، فلم نفعل شيئًا. هذا ما هو عليه الآن.',
  notYourDraft: 'هذه مسودة زميل لك. لبدء مسودتك أرسل رابط الخبر أو نصه في محادثتك مع البوت.',
  pieceGone: 'لم يعد هذا المنشور ينتظر: نُشر أو أُلغي من قبل.',
  pieceGoneBy: (name: string) => `سبقك ${isolateWhole(name)} إلى هذا المنشور.`,
  submitted: 'أُرسل إلى المحررين للمراجعة، ويصلك قرارهم.',
  rejectReason: 'ذكر السبب',
  askReason: 'اكتب سبب الرفض، ليعرفه زملاؤك ومن كتب المنشور.',
  reasonKept: 'حُفظ السبب.',
  reasonLate: 'عاد المنشور إلى المراجعة، فلم يُحفظ السبب.',
  writerApproved: (name: string, headline: string) =>
    `اعتمد ${isolateWhole(name)} منشورك: ${isolate(headline)}`,
  writerReopened: (name: string, headline: string) =>
    `تراجع ${isolateWhole(name)} عن قراره، وعاد منشورك إلى المراجعة: ${isolate(headline)}`,
  writerRejected: (name: string, headline: string) =>
    `رفض ${isolateWhole(name)} منشورك: ${isolate(headline)}`,
  writerReason: (headline: string, reason: string) =>
    `سبب رفض منشورك «${isolate(headline)}»: ${isolate(reason)}`,
  textShort: 'النص أقصر من أن يكون خبرًا. أرسل رابط خبر أو نصه، أو /help لرؤية الأوامر.',
  headlineLong: (over: number) =>
    `العنوان أطول من المتاح (${over} زيادة). اجعل العنوان وحده في السطر الأول، ثم أعد إرسال النص.`,
  textLong: (limit: number, over: number) =>
    `النص أطول من ${limit} حرف (${over} زيادة). اختصره ثم أعد إرساله.`,
  formatLost:
    'أخذنا الكلمات بلا تنسيقها ولا روابطها المخفية: شكل المنشور يحدده قالب القناة (/template).',
  albumFull: 'الألبوم عشر صور على الأكثر، فأخذنا العشر الأولى.',
  rewriteLate:
    'لم يتغير المنشور: خرج من المسودات من قبل. يغيّر المحررون نص ما نُشر أو جُدول بالأمر /edit.',
  rewrittenInReview: 'وصل التعديل إلى المحررين مع المنشور.',
  albumLate:
    'وصلت هذه الصورة بعد أن أُرسل منشور ألبومها إلى المراجعة أو نُشر أو أُلغي. أرسلها مع نصها إن أردت لها منشورًا آخر.',
  askCaption: 'وصلت الصورة. اكتب الآن نص المنشور:',
  protectedMessage:
    'هذه الرسالة محمية من النقل في قناتها، فلا ننشرها. اكتب الخبر بكلماتك أو أرسل رابطه.',
  unfitMessage: 'لا ننشر هذا النوع من الرسائل. أرسل رابط خبر، أو نصًا، أو صورة مع نصها.',
  pictureAsFile: 'أرسل الصورة صورةً لا ملفًا، مع نصها.',
  ownPost: 'هذا من منشوراتنا. لتعديله: /edit، ولسحبه: /retract، مع تحويل المنشور نفسه.',

  askSite: 'اكتب رابط الموقع بعد الأمر، مثل: /addsource news.example',
  lookingThroughSite: 'أبحث في الموقع عن خلاصاته…',
  nothingToWatch: 'لم نجد في الموقع خلاصة ولا خريطة أخبار ولا روابط أخبار. جرّب رابط قسم منه.',
  addOffer: (place: number) => `إضافة ${place}`,
  sourceKnown: (name: string) => `نتابعه من قبل باسم ${isolateWhole(clip(name, 100))}`,
  sourceAdded: (name: string) =>
    `أُضيف المصدر ${isolateWhole(name)}. ما فيه الآن لا يُنشر، وكل جديد بعده يأتي من تلقاء نفسه.`,
  undoSource: 'تراجع',
  sourceRemoved: 'أُزيل المصدر، ولن نقرأه.',
  sourceGone: 'هذا المصدر أُزيل من قبل، أو مكتوب في newsroom.yaml فاحذفه منه.',
  noSources: 'لا مصادر بعد. أضف مصدرًا: /addsource رابط الموقع',
  lookNow: (place: number) => `انظر الآن ${place}`,
  lookingNow: (name: string) => `ننظر الآن في ${isolateWhole(clip(name, 100))}`,
  pageBefore: '→ السابق',
  pageAfter: 'التالي ←',
  breakingUsage: 'أرسل الأمر مع رابط الخبر، مثل: /breaking https://site.example/news',
  breakingConfirm: (where: string) => `سيُنشر الآن عاجلًا في:\n${where}`,
  breakingOld: (when: string) => `تنبيه: نُشر الخبر في موقعه ${when}، أي قبل أكثر من ساعة.`,
  breakingGo: 'نشر العاجل الآن',
  breakingSent: (count: number) => `تم. ${counted(count, posts)} في طريق النشر عاجلًا.`,
  breakingStands: 'هذا الخبر منشور من قبل في كل قنواته.',
  breakingSince:
    'لم نرسل شيئًا: أُرسل هذا الخبر عاجلًا بعد أن سُئلت، أو هو في كل قنواته. انظر إليه، ثم /breaking من جديد إن شئت.',
  breakingUndo: 'تراجع: احذفه من القنوات',

  scheduleNone: 'لا قنوات بعد. اجعل البوت مشرفًا في قناتك، وسنسألك هنا هل ننشر فيها.',
  editSlots: (channel: string) => `مواعيد ${isolateWhole(channel)}`,
  editQuiet: (channel: string) => `هدوء ${isolateWhole(channel)}`,
  askSlots: (channel: string) =>
    `أرسل مواعيد ${isolateWhole(channel)}، مثل:\n07:30، 12:00 الأحد–الخميس\nأو «في الحال» للنشر بلا مواعيد، أو /cancel للإبقاء عليها.`,
  askQuiet: (channel: string) =>
    `أرسل ساعات الهدوء في ${isolateWhole(channel)}، مثل: 23:00-06:30\nأو «بلا» لإلغائها، أو /cancel للإبقاء عليها.`,
  slotsNotUnderstood: (word: string) =>
    `لم أفهم «${isolate(word)}». اكتب الساعات وأيامها، مثل: 07:30، 12:00 الأحد–الخميس`,
  quietNotUnderstood: (word: string) =>
    `لم أفهم «${isolate(word)}». اكتب ساعتين، مثل: 23:00-06:30، أو «بلا».`,
  weekUnderstood: (week: string) => `تم. هكذا فهمنا:\n${week}`,
  atOnceAsk: (count: number) =>
    `ينتظر موعده في هذه القناة: ${counted(count, posts)}. بلا مواعيد يخرج كل ما ينتظر في الحال. هل نلغي المواعيد؟`,
  atOnceYes: 'نعم، انشر في الحال',
  weekUndo: 'تراجع',
  weekUndone: (week: string) => `عاد كما كان:\n${week}`,
  weekChangedSince: 'تغيّر الجدول بعد ذلك، فلم نتراجع. أرسل /schedule لرؤيته.',
  nothingChanged: 'لم يتغير شيء.',

  queueEmpty: 'لا شيء ينتظر النشر.',
  queueTitle: (count: number) => `${counted(count, posts)} في الانتظار:`,
  queueLine: (place: number, channel: string, when: string, headline: string) =>
    `${place}. ${when} · ${isolateWhole(channel)}\n${isolate(headline)}`,
  queuePost: (channel: string, when: string, headline: string) =>
    `${isolate(headline)}\n${when} · ${isolateWhole(channel)}`,
  queueUnknown: 'لم يُعرف هل وصل',
  queueHint: 'اختر رقم المنشور لتغيير موعده أو إلغائه.',
  reviewTitle: (count: number) => `${counted(count, posts)} في المراجعة.`,
  reviewShow: 'عرض ما في المراجعة',
  reviewLeft: (count: number) => `وبقي في المراجعة: ${counted(count, items)}.`,
  reviewMore: 'عرض التالي',
  putFirst: 'اجعله الأول',
  withdraw: 'إلغاء النشر',
  moved: (when: string) => `موعده الآن: ${when}`,
  moveUndo: 'تراجع',
  timeChanged: 'تغيّر موعد هذا المنشور بعد أن عُرض عليك، فلم نغيّر شيئًا.',
  moveChanged: 'تغيّر الموعد بعد ذلك، فلم نتراجع.',
  movePast: 'مضى موعده السابق، فلم نتراجع.',
  withdrawn: (headline: string) => `أُلغي نشر: ${isolate(headline)}`,
  tooLate: 'فات الأوان: المنشور أُرسل أو أُلغي من قبل.',

  statsUnknown: 'لم ننشر خبرًا بهذا الرابط. أرسل /stats مع رابط الخبر كما هو في موقعه.',

  askWhy: 'أرسل الأمر مع الرابط، مثل: /why https://news.example/1',

  heldOld: 'لم يُنشر من تلقاء نفسه لأنه قديم: رأيناه متأخرًا.',
  heldMany: 'لم يُنشر من تلقاء نفسه لأن مصدره عاد بأخبار كثيرة دفعة واحدة.',
  reviewAsk: (channels: string, headline: string) =>
    `منشور للمراجعة في ${channels}:\n${isolate(headline)}`,
  heldLate: (channels: string, when: string, headline: string) =>
    `فات موعد هذا المنشور (${when}) في ${channels}، فلم يُنشر من تلقاء نفسه:\n${isolate(headline)}\nهل ننشره الآن؟`,
  heldStale: (channels: string, when: string, headline: string) =>
    `خبر عاجل وصلنا متأخرًا (نُشر ${when})، فلم يُرسل إلى ${channels}:\n${isolate(headline)}\nهل ننشره؟`,
  reviewMany: (count: number) =>
    `${counted(count, posts)} في المراجعة لأن مواعيدها فاتت أو أخبارها قديمة. راجعها قبل النشر:`,
  approve: 'نشر',
  reject: 'رفض',
  approved: (when: string) => `اعتُمد المنشور، وموعده: ${when}`,
  rejected: 'رُفض المنشور، ولن يُنشر.',
  decidedBefore: 'انتهى أمر هذا من قبل.',

  sendUnknown: (channel: string, headline: string) =>
    `أرسلنا منشورًا إلى ${isolateWhole(channel)} ولم يصلنا رد، فلا نعرف هل وصل:\n${isolate(headline)}\nانظر في القناة ثم اختر:`,
  arrived: 'وصل',
  sendAgain: 'أعد الإرسال',
  arrivedNoted: 'سُجّل أنه وصل.',
  sendingAgain: 'سيُرسل من جديد.',
  sendFailed: (channel: string, headline: string, reason: string) =>
    `تعذّر النشر في ${isolateWhole(channel)}:\n${isolate(headline)}\n${reason}`,
  channelHeld: (channel: string, reason: string) =>
    `توقف النشر في ${isolateWhole(channel)}.\n${reason}\nمنشوراته محفوظة، وتخرج من تلقاء نفسها حين تعود الصلاحية.`,
  resume: 'أعد المحاولة الآن',
  resumed: 'نعيد المحاولة الآن.',
  postLost: (channel: string, headline: string) =>
    `منشورنا في ${isolateWhole(channel)} حُذف أو لم يعد للبوت تعديله، فبقي كما هو:\n${isolate(headline)}`,
  editRefused: (channel: string, headline: string, reason: string) =>
    `تعذّر تعديل منشورنا في ${isolateWhole(channel)}:\n${isolate(headline)}\nردّ تيليجرام: ${isolateWhole(reason)}`,

  pressOrCancel: 'اختر من الأزرار أعلاه، أو /cancel للتوقف.',
  byReply: 'واكتبه ردًا على هذه الرسالة.',
  askRetract: 'أرسل رابط المنشور الذي تريد سحبه، أو اختر من آخر ما نُشر:',
  askEdit: 'أرسل رابط المنشور الذي تريد تعديله، أو اختر من آخر ما نُشر:',
  nothingPosted: 'لم يُنشر شيء بعد.',
  postNotFound: 'لا أعرف هذا المنشور. أرسل رابطه في القناة أو رابطه القصير، أو اختر من القائمة.',
  digestUneditable:
    'قائمة الأكثر قراءة تُصنع من أعداد القراءات، فلا تُعدَّل كلماتها. ويمكن سحبها بالأمر /retract.',
  postGone: 'هذا الخبر سُحب من قبل، ولم يبق منه منشور.',
  whichChannels: (headline: string) => `${isolate(headline)}\nفي أي قناة؟`,
  allChannels: (count: number) => `كل القنوات (${count})`,
  channelLine: (channel: string) => `• ${isolateWhole(channel)}`,
  retractConfirm: (headline: string) => `سيُسحب الخبر: ${isolate(headline)}`,
  retractAsk:
    'اكتب سبب السحب إن أردت، ثم أكّد. يقرأ المتابعون السبب إن مضى على المنشور 48 ساعة وتعذّر حذفه.',
  retractReason: (reason: string) => `السبب: ${isolate(reason)}`,
  retractNow: 'تأكيد السحب',
  retractStopped: 'أُلغي السحب، وبقي المنشور كما هو.',
  retractOutcome: (headline: string) => `سحب الخبر: ${isolate(headline)}`,
  retractWithdrawn: (channel: string) => `• ${isolateWhole(channel)}: أُخرج قبل أن يُنشر`,
  retractDeleted: (channel: string) => `• ${isolateWhole(channel)}: حُذف`,
  retractCorrected: (channel: string) =>
    `• ${isolateWhole(channel)}: لا يسمح تيليجرام بحذفه، فحلّ محلّه تنويه للقراء`,
  retractPicturesStand: (channel: string) =>
    `• ${isolateWhole(channel)}: لا يسمح تيليجرام بحذفه، فحلّ تنويه للقراء محلّ نصه، وبقيت صوره. احذفه في القناة بيدك.`,
  retractImpossible: (channel: string, reason: string) =>
    `• ${isolateWhole(channel)}: تعذّر سحبه (${isolateWhole(reason)}). احذفه في القناة بيدك.`,
  retractUnderWay: (channel: string) => `• ${isolateWhole(channel)}: يُحذف الآن`,
  retractUnknown: (channel: string) =>
    `• ${isolateWhole(channel)}: لم يُعرف بعد هل وصل، وسيُحذف متى عُرف`,

  editWhat: (headline: string) => `${isolate(headline)}\nماذا تريد أن تعدّل؟`,
  editHeadline: 'العنوان',
  editSummary: 'الملخص',
  askHeadline: 'اكتب العنوان الجديد:',
  askSummary: 'اكتب الملخص الجديد:',
  textTooLong: (limit: number) => `النص طويل. اكتبه في ${limit} حرف على الأكثر.`,
  editPreview: 'هكذا سيظهر المنشور بعد التعديل:',
  editAsk: 'هل يُنشر التعديل؟',
  editConfirm: 'تأكيد التعديل',
  editAgain: 'كتابته من جديد',
  editStopped: 'أُلغي التعديل، وبقي المنشور كما هو.',
  edited: 'عُدّل. ما نُشر يتغيّر خلال لحظات، وما ينتظر يُنشر بالنص الجديد.',
  editGone: 'لم يُعدَّل شيء: سُحب المنشور في هذه الأثناء، أو لم يعد في قناته.',
  editChanged: 'لم يُعدَّل شيء: كتب زميل نصًا آخر في هذه الأثناء. انظر إليه ثم أعد /edit إن شئت.',
  undoEdit: 'تراجع عن التعديل',
  editUndone: 'أُلغي التعديل، ويعود النص السابق خلال لحظات.',
  editUndoneBefore: 'أُلغي هذا التعديل من قبل.',

  reasonTarget: 'القناة غير متاحة للبوت: تأكد من اسمها ومن أن البوت مشرف فيها.',
  reasonPermission: 'لا يملك البوت صلاحية النشر: اجعله مشرفًا يحق له نشر الرسائل.',
  reasonContent: (description: string) => `رفض تيليجرام النص: ${isolateWhole(description)}`,
  reasonBot: 'رفض تيليجرام رمز البوت: خذ رمزًا جديدًا من BotFather ثم أعد التشغيل.',
  sourceFailing: (source: string, reason: string) =>
    `تعذّرت قراءة المصدر ${isolateWhole(source)}: ${reason}\nسنعيد المحاولة من تلقاء أنفسنا.`,
  sourceRecovered: (source: string) => `عاد المصدر ${isolateWhole(source)}، ونقرؤه الآن كالمعتاد.`,
  sourceHeld: (source: string, held: number) =>
    `عاد المصدر ${isolateWhole(source)} بعد انقطاع. نُشر أحدث ما فيه، والباقي ينتظر المراجعة: ${counted(held, items)}.`,
  sourceInFuture: (source: string, ahead: string) =>
    `في المصدر ${isolateWhole(source)} تواريخ تسبق ساعتنا: أبعدها بعد ${ahead}. اعتمدنا وقت وصولها. راجع zone الخاصة به في newsroom.yaml.`,
  articleFailing: (url: string, reason: string) => `تعذّرت قراءة خبر من مصادرنا:\n${url}\n${reason}`,
};
