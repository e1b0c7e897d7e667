/** What the bot says to readers, by key: always in Arabic. */
import { isolateWhole } from '../src/arabic/bidi.ts';

export const readerMessages = {
  readerWelcome: (newsroom: string) =>
    `أهلًا بك في ${newsroom}.\nننشر الأخبار في قنواتنا أولًا بأول. تابع القناة لتصلك الأخبار.`,
  readerChannels: 'قنواتنا:',
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
  ownChat: 'هذا لك وحدك، ومكانه محادثتك معي.',
  openChat: 'فتح المحادثة',
  editorsOnly: 'هذا الزر للمحررين.',
  nothingToCancel: 'لا شيء لإلغائه.',
  staleButton: 'انتهت صلاحية هذا الزر.',
  internalError: 'حدث خطأ غير متوقع، ولم يضع شيء. أعد المحاولة.',
};
