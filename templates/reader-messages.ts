/** What the bot says to readers, by key: always in Arabic. */
import { isolateWhole } from '../src/arabic/bidi.ts';

export const readerMessages = {
  readerWelcome: (newsroom: string, reached: string) =>
    `أهلًا بك في ${newsroom}.\n${reached}\n\n/alerts — اختيار ما يصلك ومتى\n/topics — موضوعات تختار أخبار الموجز\n/search — البحث في الأخبار\n/stop — إيقاف الرسائل ومحو بياناتك`,
  howToSubscribe: 'لتصلك الأخبار العاجلة وموجز المساء أرسل /start',
  readerChannels: 'تابع قنواتنا:',
  freeWords:
    'للبحث في الأخبار اكتب كلماتك بعد الأمر، مثل: ‎/search ميناء المكلا‎\nولبقية الأوامر: /help',
  askWords: 'اكتب ما تبحث عنه بعد الأمر، مثل: ‎/search ميناء المكلا‎',
  saved: 'حُفظ الخبر. تجده في /saved',
  unsaved: 'أُزيل الخبر مما حفظته.',
  followed: (topic: string) => `تتابع الآن: ${isolateWhole(topic)}`,
  unfollowed: (topic: string) => `لم تعد تتابع: ${isolateWhole(topic)}`,
  wordUnfit: 'اكتب كلمة أو اسم مكان بالحروف، لا يزيد على 40 حرفًا.',
  wordOfAll: 'هذه الكلمة في كل خبر، فلا تختار شيئًا. اكتب كلمة أدل منها أو اسم مكان.',
  wordsFull: 'بلغت كلماتك العشرين. أزل واحدة بالضغط عليها ثم أضف غيرها.',
  wishKept: 'حُفظ اختيارك.',
  privacy: (topics: string) =>
    `نحفظ عنك: رقم حسابك في تيليجرام، وتاريخ اشتراكك، ومن أين جئت أول مرة، واختيارك للعاجل والموجز وساعات الهدوء، وما حفظته من أخبار${topics}.\nومما نرسله إليك نحفظ رقم الرسالة ووقتها، ويُمحيان بعد ساعات من إرسالها إلى الجميع.\nلا نحفظ اسمك ولا رقم هاتفك، ولا نعرف من نقر رابطًا في قنواتنا.\nلمحو كل ذلك: /stop`,
  privacyStranger: 'لا نحفظ عنك شيئًا. ولا نعرف من نقر رابطًا في قنواتنا.',
  erased: 'توقفت الرسائل ومُحيت بياناتك كلها: اشتراكك وموضوعاتك وما حفظته. للعودة: /start',
  erasedEditor:
    'توقفت رسائل القراء ومُحي اشتراكك وموضوعاتك وما حفظته. أما غرفة التحرير فما زلت فيها، ورسائلها تصلك.',
  ownChat: 'هذا لك وحدك، ومكانه محادثتك معي.',
  openChat: 'فتح المحادثة',
  editorsOnly: 'هذا الزر للمحررين.',
  nothingToCancel: 'لا شيء لإلغائه.',
  staleButton: 'انتهت صلاحية هذا الزر.',
  internalError: 'حدث خطأ غير متوقع، ولم يضع شيء. أعد المحاولة.',
};
