/** The environment, read once and checked: the only reader of `process.env`. */
import { z } from 'zod';

/** How Telegram's updates reach us. */
export type UpdatesMode = 'polling' | 'webhook';

export interface Config {
  /** Absent: the sandbox runs in Telegram's place. */
  readonly botToken: string | undefined;
  readonly botApiRoot: string;
  readonly ownerId: number | undefined;
  readonly dataDir: string;
  /** An SQLite file, or `postgres://…`. */
  readonly databaseUrl: string;
  readonly newsroom: string;
  /** False: NEWSROOM was not set, so that its absence is no error. */
  readonly newsroomNamed: boolean;
  readonly host: string;
  readonly port: number;
  /** Base of short links, without a slash at its end; absent: made of host and port. */
  readonly publicUrl: string | undefined;
  readonly updates: UpdatesMode;
  readonly webhookSecret: string | undefined;
  readonly intakeSecret: string | undefined;
  /** IANA name. */
  readonly timezone: string;
  readonly logLevel: string;
  readonly llm: { url: string; model: string; key: string | undefined } | undefined;
}

/** One bad value: where it stands, what is wrong, and what to write instead. */
export interface Problem {
  readonly where: string;
  readonly what: string;
}

const telegramRoot = 'https://api.telegram.org';
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const address = (example: string) =>
  z
    .url({ protocol: /^https?$/, error: `write an address such as ${example}` })
    .transform((url) => url.replace(/\/+$/, ''));

const Environment = z
  .object({
    BOT_TOKEN: z
      .string()
      .regex(/^\d+:[\w-]{20,}$/, 'write the token as BotFather gave it: digits, a colon, letters')
      .optional(),
    BOT_API_ROOT: address(telegramRoot).optional(),
    OWNER_ID: z.coerce
      .number({ error: 'write your Telegram user id, a whole number such as 123456789' })
      .int('write your Telegram user id, a whole number such as 123456789')
      .positive('write your Telegram user id, a positive number such as 123456789')
      .optional(),
    DATA_DIR: z.string().default('data/local'),
    DATABASE_URL: z
      .string()
      .refine(
        (url) => !/^[a-z][\w+.-]*:\/\//i.test(url) || /^postgres(ql)?:\/\//.test(url),
        'write postgres://user:password@host/database, or the path of an SQLite file',
      )
      .optional(),
    NEWSROOM: z.string().optional(),
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce
      .number({ error: 'write a port from 0 to 65535, such as 8080' })
      .int('write a port from 0 to 65535, such as 8080')
      .min(0, 'write a port from 0 to 65535, such as 8080')
      .max(65_535, 'write a port from 0 to 65535, such as 8080')
      .default(8080),
    PUBLIC_URL: address('https://n.example.org').optional(),
    UPDATES: z
      .enum(['polling', 'webhook'], { error: 'write polling or webhook' })
      .default('polling'),
    WEBHOOK_SECRET: z
      .string()
      .regex(/^[\w-]{1,256}$/, 'write 1 to 256 letters, digits, _ or -')
      .optional(),
    INTAKE_SECRET: z.string().min(16, 'write at least 16 characters').optional(),
    TIMEZONE: z
      .string()
      .refine(isTimezone, 'write an IANA name such as Asia/Aden or Africa/Cairo')
      .default('Asia/Aden'),
    LOG_LEVEL: z.enum(levels, { error: `write one of ${levels.join(', ')}` }).default('info'),
    LLM_URL: address('http://127.0.0.1:11434/v1').optional(),
    LLM_MODEL: z.string().optional(),
    LLM_KEY: z.string().optional(),
  })
  .superRefine((env, context) => {
    const needs = (name: string, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message });
    if (env.BOT_API_ROOT && !env.BOT_TOKEN) {
      needs('BOT_TOKEN', 'set it too: BOT_API_ROOT has no use without (or unset both: sandbox)');
    }
    if (env.UPDATES === 'webhook' && env.BOT_TOKEN) {
      if (!env.WEBHOOK_SECRET) needs('WEBHOOK_SECRET', 'set it: UPDATES=webhook needs a secret');
      if (!env.PUBLIC_URL) needs('PUBLIC_URL', 'set it: UPDATES=webhook needs a public address');
    }
    if (env.LLM_URL && !env.LLM_MODEL) needs('LLM_MODEL', 'set it: LLM_URL needs a model');
  });

/** Whether this machine knows the IANA time zone. */
export function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** An environment that can't be used; its newsroom.yaml can still be read for the errors in it. */
export interface BadConfig {
  readonly problems: readonly Problem[];
  readonly newsroom: string;
}

const defaultNewsroom = 'newsroom.yaml';

/**
 * Checks the environment. An empty value counts as absent, as in a line `NAME=` of `.env`.
 *
 * @returns the config, or every problem at once
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config | BadConfig {
  const given = Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, value?.trim() || undefined]),
  );
  const { success, data: env, error } = Environment.safeParse(given);
  if (!success) {
    return {
      problems: error.issues.map(({ path, message }) => ({
        where: `environment, ${path.join('.')}`,
        what: message,
      })),
      newsroom: given.NEWSROOM ?? defaultNewsroom,
    };
  }
  return {
    botToken: env.BOT_TOKEN,
    botApiRoot: env.BOT_API_ROOT ?? telegramRoot,
    ownerId: env.OWNER_ID,
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL ?? `${env.DATA_DIR}/barqiya.sqlite`,
    newsroom: env.NEWSROOM ?? defaultNewsroom,
    newsroomNamed: env.NEWSROOM !== undefined,
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL,
    updates: env.UPDATES,
    webhookSecret: env.WEBHOOK_SECRET,
    intakeSecret: env.INTAKE_SECRET,
    timezone: env.TIMEZONE,
    logLevel: env.LOG_LEVEL,
    llm: env.LLM_URL
      ? { url: env.LLM_URL, model: env.LLM_MODEL ?? '', key: env.LLM_KEY }
      : undefined,
  };
}

/** The process's own config, `.env` of the working directory included. */
export function processConfig(): Config | BadConfig {
  try {
    // What is set in the environment stands; the file fills in the rest.
    process.loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return readConfig(process.env);
}
