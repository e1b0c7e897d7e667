/** Every command of the command line, by name; each is loaded when it is asked for. */
export interface Command {
  readonly usage: string;
  readonly about: string;
  readonly details?: readonly string[];
  /** @returns the exit code, when it isn't 0 */
  run(args: string[]): Promise<number | undefined> | Promise<void>;
}

export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  read: async () => (await import('./reading.ts')).read,
  feed: async () => (await import('./reading.ts')).feed,
  summarise: async () => (await import('./reading.ts')).summarise,
  stories: async () => (await import('./stories.ts')).stories,
  preview: async () => (await import('./preview.ts')).preview,
  why: async () => (await import('./newsroom.ts')).why,
  apply: async () => (await import('./newsroom.ts')).apply,
  export: async () => (await import('./newsroom.ts')).exportNewsroom,
  'import-opml': async () => (await import('./opml.ts')).importOpml,
  'export-opml': async () => (await import('./opml.ts')).exportOpml,
  stats: async () => (await import('./newsroom.ts')).stats,
  backup: async () => (await import('./care.ts')).backup,
  restore: async () => (await import('./care.ts')).restore,
  doctor: async () => (await import('./care.ts')).doctor,
};
