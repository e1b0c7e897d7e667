/** What editors read in /template. Channels come as one text, each of them isolated. */
import { isolateWhole } from '../src/arabic/bidi.ts';

export const templateMessages = {
  templatesOfChannels: 'شكل المنشورات في كل قناة. اختر قناة لتغيير شكلها:',
  channelTemplate: (channel: string, template: string) =>
    `${isolateWhole(channel)} · ${isolateWhole(template)}`,
  templateMissing: (name: string) => `${name} (لم يعد موجودًا، ويحل محله القياسي)`,
  templatesOf: (channel: string, template: string) =>
    `شكل المنشورات في ${isolateWhole(channel)} الآن: ${isolateWhole(template)}\nاختر قالبًا لمعاينته أو استعماله:`,
  newTemplate: 'قالب جديد',
  templateCalled: (name: string) => `القالب: ${isolateWhole(name)}`,
  templateUsedIn: (channels: string) => `يُستعمل في: ${channels}`,
  templateUnused: 'لا تستعمله أي قناة.',
  templateBody: 'نصه:',
  templateFromFile:
    'هذا القالب مكتوب في newsroom.yaml: إن عدّلته هنا بقي تعديلك حتى يتغير الملف نفسه.',
  useTemplate: (channel: string) => `استعماله في ${isolateWhole(channel)}`,
  changeTemplate: 'تعديل',
  removeTemplate: 'حذف',
  templatePreview: (template: string, channel: string) =>
    `هكذا يظهر الخبر بقالب ${isolateWhole(template)} في ${isolateWhole(channel)}:`,
  templateNoArticle: 'ليس عندنا خبر بعد لنعرضه في هذا القالب.',
  templateChosen: (channel: string, template: string) =>
    `تم. شكل المنشورات في ${isolateWhole(channel)} الآن: ${isolateWhole(template)}\nيسري على ما لم يخرج بعد. وما نُشر يبقى كما هو ما لم تعدّلوه.`,
  templateChoiceUndone: (channel: string, template: string) =>
    `عاد شكل المنشورات في ${isolateWhole(channel)} إلى: ${isolateWhole(template)}`,
  templateChosenSince: 'تغيّر قالب القناة بعد ذلك، أو حُذف قالبها السابق، فلم نتراجع.',
  templateChanged: 'تغيّر هذا بعد أن عُرض عليك، فلم نفعل شيئًا. هذا ما هو عليه الآن.',

  askTemplateName: 'اكتب اسم القالب الجديد، مثل: نشرة الرياضة، أو /cancel.',
  templateNameTaken: (name: string) =>
    `عندنا قالب اسمه ${isolateWhole(name)}. اكتب اسمًا آخر، أو /cancel ثم عدّله من /template.`,
  askTemplateBody: (name: string) =>
    `اكتب نص القالب ${isolateWhole(name)} في رسالة واحدة، أو /cancel. نعرضه عليك قبل حفظه.`,
  templateBodyNow: 'نصه الآن، انسخه وعدّل فيه:',
  templateToBeginWith: 'وهذا نص تبدأ منه، انسخه وعدّل فيه:',
  templateWrong: (problems: string) =>
    `لم نحفظ شيئًا، ففي القالب ما يحتاج إلى إصلاح:\n${problems}\nأصلحه وأعد إرساله، أو /cancel.`,
  templateAsWritten: 'هذا ما وصلنا منك، بعلاماته:',
  templateSaveAsk: (name: string) => `هل نحفظ القالب ${isolateWhole(name)}؟`,
  templateSaveChanges: (channels: string) =>
    `يتغير به شكل ما لم يخرج بعد في: ${channels}\nوما نُشر يبقى كما هو ما لم تعدّلوه.`,
  saveTemplate: 'حفظ',
  templateSaved: (name: string) => `حُفظ القالب ${isolateWhole(name)}.`,
  templateSame: (name: string) => `القالب ${isolateWhole(name)} بهذا النص من قبل، فلم يتغير شيء.`,
  templateSavedBefore: (name: string) =>
    `تغيّر القالب ${isolateWhole(name)} بعد أن بدأت الكتابة، فلم نحفظ نصك بعد. وهذا نص القالب الآن:`,
  templateRemovedBefore: (name: string) =>
    `حُذف القالب ${isolateWhole(name)} بعد أن بدأت الكتابة، فلم نحفظ نصك بعد. هل نحفظه قالبًا جديدًا؟`,
  saveTemplateAnyway: 'حفظ نصي مكانه',
  templateDraftOver: 'حُفظ هذا النص أو أُلغي من قبل، أو كتب غيرك هذا القالب.',
  templateDropped: 'أُلغي، ولم يُحفظ شيء.',
  templateRestored: (name: string) => `عاد القالب ${isolateWhole(name)} إلى نصه السابق.`,
  templateUnmade: (name: string) => `أُلغي حفظ القالب ${isolateWhole(name)}، ولم يعد بين القوالب.`,
  templateSavedSince: 'تغيّر القالب بعد ذلك، فلم نتراجع.',
  templateInUse: (channels: string) =>
    `لم نحذف القالب، فهو مستعمل في: ${channels}\nاختر لها قالبًا آخر أولًا.`,
  templateKeptByFile: 'لم نحذف القالب، فهو مكتوب في newsroom.yaml. احذفه منه.',
  templateRemoved: (name: string) => `حُذف القالب ${isolateWhole(name)}.`,
  templateBack: (name: string) => `عاد القالب ${isolateWhole(name)}.`,
  templateBackBefore: 'عاد هذا القالب من قبل، أو عندنا الآن قالب باسمه.',
};
