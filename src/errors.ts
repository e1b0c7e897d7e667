/**
 * Every failure that Barqiya knows by name: one row a code. The text is for logs and the command
 * line; what editors read, in Arabic, stands in templates/failures.ts under the same code. A
 * failure of severity `sender` goes back to the program that called /intake.
 */
export const failures = {
  'config-invalid': { severity: 'fatal', text: 'The environment has bad values' },
  'newsroom-invalid': { severity: 'fatal', text: 'newsroom.yaml has errors' },
  'data-unwritable': { severity: 'fatal', text: 'The data folder cannot be written' },
  'schema-newer': { severity: 'fatal', text: 'The database was made by a newer Barqiya' },
  'already-running': { severity: 'fatal', text: 'Another Barqiya works with this data' },
  'port-in-use': { severity: 'fatal', text: 'The port is taken by another program' },
  'token-refused': { severity: 'fatal', text: 'Telegram refuses the bot token' },
  'address-invalid': { severity: 'editor', text: 'This is not an http(s) address' },
  'address-private': { severity: 'editor', text: 'The address leads to a private network' },
  'page-unreachable': { severity: 'editor', text: 'The page could not be fetched' },
  'page-refused': { severity: 'editor', text: 'The site answered with an error' },
  'page-not-html': { severity: 'editor', text: 'The address is not a web page' },
  'page-too-big': { severity: 'editor', text: 'The page is larger than we read' },
  'page-too-slow': { severity: 'editor', text: 'The page took too long to read' },
  'page-no-article': { severity: 'editor', text: 'No article was found on the page' },
  'page-no-links': { severity: 'editor', text: 'No links to articles were found on the page' },
  'site-without-feed': { severity: 'editor', text: 'The site offers nothing that can be watched' },
  'feed-is-page': { severity: 'editor', text: 'A web page stands where the feed should be' },
  'file-unreadable': { severity: 'fatal', text: 'The file cannot be read' },
  'backup-invalid': { severity: 'fatal', text: 'The back-up cannot be restored' },
  'logo-unreadable': { severity: 'fatal', text: 'The logo of newsroom.yaml cannot be drawn' },
  'picture-failed': { severity: 'editor', text: 'The picture could not be drawn' },
  usage: { severity: 'fatal', text: 'The command needs other words' },
  'opml-invalid': { severity: 'fatal', text: 'The OPML file could not be read' },
  'intake-off': { severity: 'sender', text: 'Nothing is taken at /intake' },
  'push-unsigned': { severity: 'sender', text: 'The push is not signed' },
  'push-stale': { severity: 'sender', text: 'The push was signed too long ago, or in the future' },
  'push-forged': { severity: 'sender', text: 'The signature is not that of the body' },
  'push-replayed': { severity: 'sender', text: 'The signature was taken before' },
  'push-invalid': { severity: 'sender', text: 'The body is not an article' },
  'body-too-big': { severity: 'sender', text: 'The body is larger than we take' },
  'body-too-slow': { severity: 'sender', text: 'The body did not come in time' },
  'feed-invalid': { severity: 'editor', text: 'The feed could not be read' },
} as const satisfies Record<string, { severity: 'fatal' | 'editor' | 'sender'; text: string }>;

export type FailureCode = keyof typeof failures;

/** What a failure carries besides its code: shown to people, so never a secret. */
export type Facts = Readonly<Record<string, string | number>>;

/**
 * A failure with a name. `facts` say where and what (an address, a status, a line); the message is
 * the table's text followed by the facts, in English, for logs.
 *
 * @example throw new Failure('page-refused', { url, status: 503 })
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly facts: Facts;

  constructor(code: FailureCode, facts: Facts = {}, options?: ErrorOptions) {
    const told = Object.entries(facts).map(([key, value]) => `${key}: ${value}`);
    super([failures[code].text, ...told].join('; '), options);
    this.code = code;
    this.facts = facts;
  }
}

/** An error without anything secret: what logs and rows may hold. */
export interface Description {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  readonly method?: string;
  readonly stack?: string;
}

/**
 * The one way from an error to a log or a row. grammY's errors are told by their facts alone: the
 * payload of a GrammyError holds a post's text, and the cause of an HttpError the bot's token in
 * its address (facts of grammY 1.46).
 */
export function describeError(error: unknown): Description {
  if (!(error instanceof Error)) return { type: typeof error, message: redact(String(error)) };
  const { error_code: code, description, method } = error as Partial<GrammyFacts>;
  if (code !== undefined && description !== undefined) {
    return { type: error.name, message: description, code, ...(method ? { method } : {}) };
  }
  const inner = (error as { error?: unknown }).error;
  const cause =
    (inner as { code?: unknown } | undefined)?.code ?? (error as { code?: unknown }).code;
  return {
    type: error.name,
    message: redact(error.message),
    ...(typeof cause === 'string' || typeof cause === 'number' ? { code: cause } : {}),
    ...(error.stack && !inner ? { stack: redact(error.stack) } : {}),
  };
}

interface GrammyFacts {
  error_code: number;
  description: string;
  method: string;
}

/** Takes bot tokens and passwords in addresses out of a text. */
export const redact = (text: string): string =>
  text
    .replace(/\d{5,}:[\w-]{20,}/g, '<token>')
    .replace(/(\/\/[^/\s:@]+:)[^/\s@]+@/g, '$1<secret>@');
