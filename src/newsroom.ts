/** newsroom.yaml: what to read, where to publish, who may. Checked whole, each error with its line. */
import { isMap, isScalar, isSeq, LineCounter, parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import { isTimezone, type Problem } from './config.ts';
import { ownTemplates, readyNames } from './newsroom-templates.ts';
import { contrast, defaultColours } from './pictures/colours.ts';

/** The networks of the follow-us line, in the order in which readers see them. */
export const networks = [
  'google_news',
  'youtube',
  'x',
  'telegram',
  'facebook',
  'whatsapp',
  'instagram',
  'tiktok',
] as const;
export type Network = (typeof networks)[number];

const webAddress = z.url({
  protocol: /^https?$/,
  error: 'write an address that begins with http:// or https://',
});

const zone = z
  .string()
  .refine(isTimezone, 'write an IANA time zone such as Asia/Aden or Africa/Cairo');

const day = '(?:sun|mon|tue|wed|thu|fri|sat)';
const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d';

const minMs = 15_000;
const maxMs = 60 * 60_000;

const Every = z
  .string({ error: 'write auto, or 15s to 60m' })
  .regex(/^(auto|\d+\s*[sm])$/, 'write auto, or a time from 15s to 60m such as 90s or 5m')
  .transform((text, context) => {
    if (text === 'auto') return null;
    const ms = Number.parseInt(text, 10) * (text.endsWith('m') ? 60_000 : 1_000);
    if (ms < minMs || ms > maxMs) {
      context.addIssue({ code: 'custom', message: 'write a time from 15s to 60m' });
    }
    return ms;
  });

const unitsMs = { s: 1_000, m: 60_000, h: 60 * 60_000, d: 24 * 60 * 60_000 } as const;

/** A span of time in milliseconds: `90s`, `30m`, `12h`, `3d`. */
const Duration = z
  .string({ error: 'write a time such as 30m, 12h or 3d' })
  .regex(/^[1-9]\d{0,5}\s*[smhd]$/, 'write a time such as 30m, 12h or 3d')
  .transform((text) => Number.parseInt(text, 10) * unitsMs[text.at(-1) as keyof typeof unitsMs]);

const names = z.array(z.string()).min(1, 'list at least one, or leave the line out for all');

/** Words and phrases, matched as whole words whatever their spelling, و and ال. */
const Words = z
  .array(z.string().regex(/[\p{L}\p{N}]/u, 'write a word or a phrase'))
  .min(1, 'list at least one, or leave the line out for all');

const onOff = z.boolean('write true or false').default(false);

const Source = z
  .strictObject({
    name: z.string().min(1, 'write the name that readers know'),
    feed: webAddress.optional(),
    sitemap: webAddress.optional(),
    page: webAddress.optional(),
    site: webAddress.optional(),
    every: Every.default(null),
    section: z.string().optional(),
    zone: zone.optional(),
    backfill: z.int('write a whole number').min(0, 'write 0 or more').default(0),
    breaking: z.boolean('write true or false').default(false),
    sections: names.optional(),
    words: Words.optional(),
    not_words: Words.optional(),
    max_age: Duration.optional(),
  })
  .transform((source, context) => {
    const given = (['feed', 'sitemap', 'page', 'site'] as const).filter((kind) => source[kind]);
    const [kind] = given;
    if (!kind || given.length > 1) {
      context.addIssue({
        code: 'custom',
        message: 'write exactly one of feed, sitemap, page or site, with its address',
      });
      return z.NEVER;
    }
    const { name, every, section, zone: zoneName, backfill, breaking } = source;
    return {
      name,
      kind,
      address: source[kind] as string,
      everyMs: every,
      section: section ?? null,
      zone: zoneName ?? null,
      backfill,
      breaking,
      sections: source.sections ?? null,
      words: source.words ?? null,
      notWords: source.not_words ?? null,
      maxAgeMs: source.max_age ?? null,
    };
  });

/** `@name`, a chat's id, or a chat's id and a topic's (`-100…:12`). */
const Chat = z
  .union([z.string(), z.int()], { error: 'write "@name" or the id, such as -1001234567890' })
  .transform((chat, context) => {
    const found = /^(?:(@[A-Za-z]\w{3,31})|(-?\d{1,18}))(?::(\d{1,12}))?$/.exec(String(chat));
    if (!found) {
      context.addIssue({
        code: 'custom',
        message: 'write "@name", or the id such as -1001234567890, or id:topic such as -100123:12',
      });
      return z.NEVER;
    }
    return {
      chat: (found[1] ?? found[2]) as string,
      threadId: found[3] ? Number(found[3]) : null,
    };
  });

const slot = z
  .string()
  .regex(
    new RegExp(`^(?:${day}(?:-${day})?(?:,${day}(?:-${day})?)*\\s+)?${clock}$`),
    'write a time such as "07:30", or with days such as "sun-thu 12:00"',
  );

const Channel = z
  .strictObject({
    key: z.string().regex(/^[\w-]{1,32}$/, 'write 1 to 32 Latin letters, digits, _ or -'),
    chat: Chat,
    mode: z.enum(['auto', 'review'], { error: 'write auto or review' }).default('auto'),
    sources: names.optional(),
    sections: names.optional(),
    authors: names.optional(),
    words: Words.optional(),
    not_words: Words.optional(),
    max_age: Duration.optional(),
    every_source: z.boolean('write true or false').default(false),
    slots: z.array(slot).default([]),
    quiet: z
      .string()
      .regex(new RegExp(`^${clock}-${clock}$`), 'write two times such as "23:00-06:30"')
      .optional(),
    quiet_mode: z.enum(['wait', 'silent'], { error: 'write wait or silent' }).default('wait'),
    gap: Duration.optional(),
    per_hour: z.int('write a whole number').min(1, 'write 1 or more').optional(),
    late: Duration.optional(),
    pin: Duration.optional(),
    silent: onOff,
    protect: onOff,
    preview: z
      .enum(['large', 'small', 'none'], { error: 'write large, small or none' })
      .default('large'),
    numerals: z
      .enum(['western', 'arabic', 'keep'], { error: 'write western, arabic or keep' })
      .default('western'),
    dotted: z.enum(['restore', 'keep'], { error: 'write restore or keep' }).default('restore'),
    edits: z
      .enum(['edit', 'new', 'ignore'], { error: 'write edit, new or ignore' })
      .default('edit'),
    media: z.boolean('write true or false').default(true),
    rich: z.boolean('write true or false').default(false),
    digest: slot.optional(),
    related: z.boolean('write true or false').default(false),
    read_count: z.boolean('write true or false').default(false),
    template: z.string().default('standard'),
    utm: z.boolean('write true or false').default(false),
  })
  .transform(
    ({
      chat,
      sources,
      sections,
      not_words,
      max_age,
      every_source,
      quiet,
      quiet_mode,
      gap,
      per_hour,
      late,
      pin,
      digest,
      read_count,
      ...channel
    }) => ({
      ...channel,
      ...chat,
      sources: sources ?? null,
      sections: sections ?? null,
      authors: channel.authors ?? null,
      words: channel.words ?? null,
      notWords: not_words ?? null,
      maxAgeMs: max_age ?? null,
      everySource: every_source,
      quiet: quiet ?? null,
      quietMode: quiet_mode,
      gapMs: gap ?? null,
      perHour: per_hour ?? null,
      lateMs: late ?? null,
      pinMs: pin ?? null,
      digest: digest ?? null,
      readCount: read_count,
    }),
  );

/** How clicks are written down, and how long they are kept; see src/clicks/retention.ts. */
const ClickKeeping = z
  .strictObject({
    durable: z.boolean('write true or false').default(false),
    single_days: z.int('write a whole number of days').min(2, 'write 2 or more days').optional(),
    // The best hours of a channel are read from its last four weeks.
    hourly_days: z.int('write a whole number of days').min(30, 'write 30 or more days').optional(),
  })
  .transform(({ durable, single_days, hourly_days }) => ({
    durable,
    singleDays: single_days ?? null,
    hourlyDays: hourly_days ?? null,
  }));

const Editor = z.strictObject({
  id: z.int('write a Telegram user id, a whole number').positive(),
  role: z.enum(['owner', 'editor', 'writer'], { error: 'write owner, editor or writer' }),
});

const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, { error: 'write a colour such as "#0f1b2d"', abort: true })
  .transform((text) => text.toLowerCase());

/** What can't be told apart is no picture: text wants 4.5 to 1, large shapes 3 (WCAG 2.2). */
const Colours = z
  .strictObject({
    background: z.exactOptional(colour),
    text: z.exactOptional(colour),
    accent: z.exactOptional(colour),
  })
  .superRefine((given, context) => {
    const { background, ...others } = { ...defaultColours, ...given };
    for (const [name, wanted] of [['text', 4.5] as const, ['accent', 3] as const]) {
      const reached = contrast(background, others[name]);
      if (reached >= wanted) continue;
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `${others[name]} on ${background} has a contrast of ${reached.toFixed(1)}; write one of ${wanted} or more`,
      });
    }
  });

const NewsroomFile = z
  .strictObject({
    name: z.string().min(1, 'write the newsroom’s name as readers know it'),
    timezone: zone.optional(),
    desk_language: z.enum(['ar', 'en'], { error: 'write ar or en' }).default('ar'),
    numerals: z
      .enum(['western', 'arabic'], { error: 'write western or arabic' })
      .default('western'),
    allow_hosts: z
      .array(z.string().regex(/^[^\s/:]+(:\d+)?$/, 'write a host, or host:port'))
      .default([]),
    breaking_tags: Words.default([]),
    follow: z.partialRecord(z.enum(networks), webAddress).default({}),
    paid_broadcast: onOff,
    clicks: ClickKeeping.prefault({}),
    logo: z.string().min(1, 'write the path of an image file').optional(),
    colours: Colours.default({}),
    templates: ownTemplates.default({}),
    sources: z.array(Source).default([]),
    channels: z.array(Channel).default([]),
    editors: z.array(Editor).default([]),
  })
  .superRefine((file, context) => {
    const known = new Set(file.sources.map((source) => source.name));
    const twice = (list: 'sources' | 'channels' | 'editors', field: string, values: unknown[]) => {
      values.forEach((value, index) => {
        if (values.indexOf(value) === index) return;
        context.addIssue({
          code: 'custom',
          path: [list, index, field],
          message: `${String(value)} stands here twice; write each once`,
        });
      });
    };
    twice(
      'sources',
      'name',
      file.sources.map((source) => source.name),
    );
    twice(
      'channels',
      'key',
      file.channels.map((channel) => channel.key),
    );
    twice(
      'editors',
      'id',
      file.editors.map((editor) => editor.id),
    );
    const templates = [...readyNames, ...Object.keys(file.templates)];
    file.channels.forEach((channel, index) => {
      if (!templates.includes(channel.template)) {
        context.addIssue({
          code: 'custom',
          path: ['channels', index, 'template'],
          message: `no template is named ${channel.template}; write one of: ${templates.join('، ')}`,
        });
      }
      channel.sources?.forEach((name, at) => {
        if (known.has(name)) return;
        context.addIssue({
          code: 'custom',
          path: ['channels', index, 'sources', at],
          message: `no source is named ${name}; write one of: ${[...known].join('، ')}`,
        });
      });
    });
  })
  .transform(
    ({ allow_hosts, breaking_tags, timezone, desk_language, paid_broadcast, logo, ...file }) => ({
      ...file,
      logo: logo ?? null,
      timezone: timezone ?? null,
      deskLanguage: desk_language,
      allowHosts: allow_hosts,
      breakingTags: breaking_tags,
      paidBroadcast: paid_broadcast,
    }),
  );

export type Newsroom = z.output<typeof NewsroomFile>;

/**
 * Reads newsroom.yaml.
 *
 * @param file its name, for the messages
 * @returns the newsroom, or every problem at once
 */
export function readNewsroom(text: string, file: string): Newsroom | { problems: Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map((error) => ({
        where: `${file}, line ${lines.linePos(error.pos[0]).line}`,
        what: `not readable as YAML: ${error.message}`,
      })),
    };
  }
  const lineOf = (path: readonly PropertyKey[]) => lines.linePos(offsetOf(document, path)).line;
  const { success, data, error } = NewsroomFile.safeParse(document.toJS() ?? {});
  if (success) return data;
  return {
    problems: error.issues.flatMap((issue) =>
      (issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: [...issue.path, key], message: 'unknown name' }))
        : [issue]
      ).map(({ path, message }) => ({
        where: `${file}, line ${lineOf(path) + lineWithin(issue, document)}${path.length > 0 ? `, ${path.join('.')}` : ''}`,
        what: message,
      })),
    ),
  };
}

/** Lines of a text that begins under its name: a problem inside it tells its own, from 1. */
function lineWithin(issue: z.core.$ZodIssue, document: ReturnType<typeof parseDocument>): number {
  const line = issue.code === 'custom' ? issue.params?.line : undefined;
  const node = document.getIn(issue.path, true);
  return typeof line === 'number' && isScalar(node) && node.type === 'BLOCK_LITERAL' ? line : 0;
}

/** Where the deepest existing part of a path begins, in characters from the start of the file. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]) {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step);
      if (!pair) break;
      offset = (isScalar(pair.key) && pair.key.range?.[0]) || offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = ((isMap(node) || isScalar(node) || isSeq(node)) && node.range?.[0]) || offset;
    } else break;
  }
  return offset;
}

/** Writes a newsroom in the form that {@link readNewsroom} reads; absent parts are left out. */
export function writeNewsroom(newsroom: Newsroom): string {
  const list = <T>(values: readonly T[] | null) => (values?.length ? [...values] : undefined);
  const present = (values: object) => (Object.keys(values).length > 0 ? values : undefined);
  const every = (ms: number | null) =>
    ms === null ? undefined : ms % 60_000 === 0 ? `${ms / 60_000}m` : `${ms / 1_000}s`;
  const duration = (ms: number | null) => {
    if (ms === null) return undefined;
    const unit = (['d', 'h', 'm', 's'] as const).find((one) => ms % unitsMs[one] === 0) ?? 's';
    return `${ms / unitsMs[unit]}${unit}`;
  };
  const clicks = {
    durable: newsroom.clicks.durable || undefined,
    single_days: newsroom.clicks.singleDays ?? undefined,
    hourly_days: newsroom.clicks.hourlyDays ?? undefined,
  };
  const file = {
    name: newsroom.name,
    timezone: newsroom.timezone ?? undefined,
    desk_language: newsroom.deskLanguage === 'ar' ? undefined : newsroom.deskLanguage,
    numerals: newsroom.numerals === 'western' ? undefined : newsroom.numerals,
    allow_hosts: list(newsroom.allowHosts),
    breaking_tags: list(newsroom.breakingTags),
    paid_broadcast: newsroom.paidBroadcast || undefined,
    clicks: Object.values(clicks).some((value) => value !== undefined) ? clicks : undefined,
    follow: present(newsroom.follow),
    logo: newsroom.logo ?? undefined,
    colours: present(newsroom.colours),
    templates: present(newsroom.templates),
    sources: list(newsroom.sources)?.map((source) => ({
      name: source.name,
      [source.kind]: source.address,
      every: every(source.everyMs),
      section: source.section ?? undefined,
      zone: source.zone ?? undefined,
      backfill: source.backfill || undefined,
      breaking: source.breaking || undefined,
      sections: list(source.sections),
      words: list(source.words),
      not_words: list(source.notWords),
      max_age: duration(source.maxAgeMs),
    })),
    channels: list(newsroom.channels)?.map((channel) => ({
      key: channel.key,
      chat: channel.threadId === null ? channel.chat : `${channel.chat}:${channel.threadId}`,
      mode: channel.mode,
      sources: list(channel.sources),
      sections: list(channel.sections),
      authors: list(channel.authors),
      words: list(channel.words),
      not_words: list(channel.notWords),
      max_age: duration(channel.maxAgeMs),
      every_source: channel.everySource || undefined,
      slots: list(channel.slots),
      quiet: channel.quiet ?? undefined,
      quiet_mode: channel.quietMode === 'wait' ? undefined : channel.quietMode,
      gap: duration(channel.gapMs),
      per_hour: channel.perHour ?? undefined,
      late: duration(channel.lateMs),
      pin: duration(channel.pinMs),
      silent: channel.silent || undefined,
      protect: channel.protect || undefined,
      preview: channel.preview === 'large' ? undefined : channel.preview,
      numerals: channel.numerals,
      dotted: channel.dotted === 'restore' ? undefined : channel.dotted,
      edits: channel.edits === 'edit' ? undefined : channel.edits,
      media: channel.media ? undefined : false,
      rich: channel.rich || undefined,
      digest: channel.digest ?? undefined,
      related: channel.related || undefined,
      read_count: channel.readCount || undefined,
      template: channel.template,
      utm: channel.utm || undefined,
    })),
    editors: list(newsroom.editors),
  };
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
}
