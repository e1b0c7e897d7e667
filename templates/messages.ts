/** Every text that the bot says, by key. Modern Standard Arabic; plural forms by number. */
import { isolate, isolateWhole } from '../src/arabic/bidi.ts';
import { plural } from '../src/arabic/plurals.ts';

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

/** «69 قراءة», «3 قراءات», «قراءتان». */
export const readCount = (count: number): string => counted(count, reads);

/** What editors know a channel by: its public name, else its key in newsroom.yaml. */
export const channelName = ({ channel, chat }: { channel: string; chat: string }): string =>
  chat.startsWith('@') ? chat : channel;

/** What the bot calls its newsroom before newsroom.yaml has told. */
export const namelessNewsroom = 'برقية';

export const messages = {
  readerWelcome: (newsroom: string) =>
    `أهلًا بك في ${newsroom}.\nننشر الأخبار في قنواتنا أولًا بأول. تابع القناة لتصلك الأخبار.`,
  readerChannels: 'قنواتنا:',
  editorWelcome: (newsroom: string) =>
    `أهلًا بك في غرفة تحرير ${newsroom}.\nأرسل /publish مع رابط خبر لنشره، أو /help لبقية الأوامر.`,
  ownersOnly: 'هذا الأمر للمالك وحده.',
  inviteEditor: 'دعوة محرر',
  inviteWriter: 'دعوة كاتب',
  invitation: (role: string, link: string) =>
    `دعوة بصفة ${role}، تصلح مرة واحدة خلال 24 ساعة. أرسلها إلى صاحبها:\n${link}`,
  joined: (role: string) => `أهلًا بك في غرفة التحرير. صفتك: ${role}.`,
  dismiss: (name: string) => `إزالة ${name}`,
  dismissed: (name: string) => `أُزيل ${name} من غرفة التحرير.`,
  notDismissed: 'لا يُزال المالك من هنا، أو أُزيل هذا المحرر من قبل.',
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
  noticeStopped: 'توقف الإرسال. ما وصل لا يُسترد.',
  noticeProgress: (sent: number, total: number) => `يجري الإرسال: ${sent} من ${total}`,
  noticeDone: (sent: number) =>
    sent === 0
      ? 'انتهى الإرسال، ولم تصل إلى أحد.'
      : `انتهى الإرسال. وصلت إلى ${counted(sent, subscribers)}.`,
  askWords: 'اكتب ما تبحث عنه بعد الأمر، مثل: ‎/search ميناء المكلا‎',
  saved: 'حُفظ الخبر. تجده في /saved',
  unsaved: 'أُزيل الخبر مما حفظته.',
  followed: (topic: string) => `تتابع الآن: ${isolateWhole(topic)}`,
  unfollowed: (topic: string) => `لم تعد تتابع: ${isolateWhole(topic)}`,
  wordUnfit: 'اكتب كلمة أو اسم مكان بالحروف، لا يزيد على 40 حرفًا.',
  wordsFull: 'بلغت كلماتك العشرين. أزل واحدة بالضغط عليها ثم أضف غيرها.',
  wishKept: 'حُفظ اختيارك.',
  privacy: (topics: string) =>
    `نحفظ عنك: رقم حسابك في تيليجرام، وتاريخ اشتراكك، ومن أين جئت أول مرة، وما حفظته، و${topics}.\nلا نحفظ اسمك ولا رقم هاتفك، ولا نعرف من نقر رابطًا في قنواتنا.\nلمحو كل ذلك: /stop`,
  privacyStranger: 'لا نحفظ عنك شيئًا. ولا نعرف من نقر رابطًا في قنواتنا.',
  erased: 'توقفت الرسائل ومُحيت بياناتك كلها: اشتراكك وموضوعاتك وما حفظته. للعودة: /start',
  unknownCommand: 'لا أعرف هذا الأمر. أرسل /help لرؤية الأوامر.',
  editorsOnly: 'هذا الأمر للمحررين.',
  staleButton: 'انتهت صلاحية هذا الزر.',
  internalError: 'حدث خطأ غير متوقع، ولم يضع شيء. أعد المحاولة.',

  askAddress: 'أرسل رابط الخبر الذي تريد نشره.',
  reading: 'أقرأ الصفحة…',
  askAddressAgain: 'أرسل رابطًا آخر، أو /cancel للإلغاء.',
  previewIntro: 'هكذا سيظهر المنشور:',
  publishedBefore: (where: string) => `هذا الخبر نُشر من قبل:\n${where}\nماذا تريد؟`,
  again: 'نشره من جديد',
  open: (channel: string) => `فتح المنشور في ${isolateWhole(channel)}`,
  stop: 'توقف',
  chooseChannels: 'اختر القنوات ثم موعد النشر:',
  noChannels: 'لا قنوات بعد. أضف قناة في newsroom.yaml ثم أعد التشغيل.',
  chooseOne: 'اختر قناة واحدة على الأقل.',
  now: 'الآن',
  nextSlot: 'الموعد التالي',
  atTime: 'موعد أحدده',
  cancel: 'إلغاء',
  askTime: 'اكتب الموعد، مثل: 20:30 أو «غدًا 8 مساءً» أو 2026-11-25 09:00',
  timeNotUnderstood: 'لم أفهم الموعد. اكتبه مثل: 20:30 أو «غدًا 8 مساءً».',
  timePast: (when: string) => `هذا الموعد مضى (${when}). اكتب موعدًا قادمًا.`,
  confirmIntro: (headline: string) => `سيُنشر: ${isolate(headline)}`,
  channelTime: (channel: string, when: string) => `• ${when} · ${isolateWhole(channel)}`,
  confirm: 'تأكيد النشر',
  back: 'رجوع',
  confirmed: (count: number) => `تم. ${counted(count, posts)} في طريق النشر:`,
  alreadyConfirmed: 'تم تأكيد هذا النشر من قبل.',
  discarded: 'أُلغي النشر، ولم يُنشر شيء.',
  leftOff: 'تركنا النشر عند هذا الحد. أرسل /publish مع الرابط نفسه لإكماله.',
  nothingToCancel: 'لا شيء لإلغائه.',
  undo: (channel: string) => `تراجع عن ${isolateWhole(channel)}`,

  queueEmpty: 'لا شيء ينتظر النشر.',
  queueTitle: (count: number) => `${counted(count, posts)} في الانتظار:`,
  queueLine: (channel: string, when: string, headline: string) =>
    `• ${when} · ${isolateWhole(channel)}\n${isolate(headline)}`,
  queueUnknown: 'لم يُعرف هل وصل',
  reviewTitle: (count: number) => `${counted(count, posts)} في المراجعة:`,
  withdraw: (place: number) => `إلغاء ${place}`,
  withdrawn: (headline: string) => `أُلغي نشر: ${isolate(headline)}`,
  tooLate: 'فات الأوان: المنشور أُرسل أو أُلغي من قبل.',

  reviewAsk: (channel: string, headline: string) =>
    `منشور للمراجعة في ${isolateWhole(channel)}:\n${isolate(headline)}`,
  approve: 'نشر',
  reject: 'رفض',
  approved: (when: string) => `اعتُمد المنشور، وموعده: ${when}`,
  rejected: 'رُفض المنشور، ولن يُنشر.',
  decidedBefore: 'سبقك محرر آخر إلى هذا المنشور.',

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
  reasonTarget: 'القناة غير متاحة للبوت: تأكد من اسمها ومن أن البوت مشرف فيها.',
  reasonPermission: 'لا يملك البوت صلاحية النشر: اجعله مشرفًا يحق له نشر الرسائل.',
  reasonContent: (description: string) => `رفض تيليجرام النص: ${isolateWhole(description)}`,
  reasonBot: 'رفض تيليجرام رمز البوت: خذ رمزًا جديدًا من BotFather ثم أعد التشغيل.',
  sourceFailing: (source: string, reason: string) =>
    `تعذّرت قراءة المصدر ${isolateWhole(source)}: ${reason}\nسنعيد المحاولة من تلقاء أنفسنا.`,
  articleFailing: (url: string, reason: string) => `تعذّرت قراءة خبر من مصادرنا:\n${url}\n${reason}`,
} as const;

export type MessageKey = keyof typeof messages;
