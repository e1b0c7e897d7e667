/** The rules of the house, read from the sources themselves. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

const everything = ['*'];

/**
 * What each room may import. `data` and `templates` lend their types to all: rows and messages are
 * the words that the rooms share. The ground (config, errors, log, newsroom) is for all.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'src/main.ts': everything,
  'src/app.ts': everything,
  'src/cli.ts': everything,
  'src/cli': everything,
  'src/config.ts': [],
  'src/errors.ts': [],
  'src/log.ts': ['src/errors.ts'],
  'src/newsroom.ts': ['src/config.ts', 'src/pictures', 'src/newsroom-templates.ts'],
  'src/newsroom-templates.ts': ['templates'],
  'src/newsroom-merge.ts': ['src/newsroom.ts'],
  'src/newsroom-file.ts': ['src/newsroom.ts', 'src/newsroom-merge.ts', 'src/config.ts'],
  'src/arabic': [],
  'src/reading': ['src/arabic'],
  'src/summary': ['src/arabic'],
  'src/intake': ['src/reading', 'src/summary', 'src/desk', 'data', 'src/arabic'],
  'src/desk': ['data', 'src/arabic'],
  'src/readers': ['data', 'src/desk', 'src/arabic'],
  'src/delivery': ['data', 'templates', 'src/pictures', 'src/arabic'],
  'src/clicks': ['data'],
  'src/stats': ['data'],
  'src/pictures': ['src/arabic'],
  'src/web': ['src/clicks', 'src/stats', 'src/desk', 'src/intake'],
  'src/sandbox': [],
  handlers: [
    'src/arabic',
    'src/desk',
    'src/intake',
    'src/readers',
    'src/stats',
    'src/pictures',
    'templates',
  ],
  templates: ['src/arabic'],
  data: [],
};

const ground = ['src/errors.ts', 'src/log.ts'];
const typesForAll = ['data', 'templates', 'src/newsroom.ts', 'src/errors.ts'];

const roomOf = (file: string): string | undefined =>
  Object.keys(allowed).find((room) => file === room || file.startsWith(`${room}/`));

const files = ['src', 'handlers', 'templates', 'data', 'scripts'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith('data/local/')),
);

const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typesOnly: boolean;
}

const imports: Import[] = files.flatMap((file) =>
  [
    ...read(file).matchAll(
      /(?:import|export)\s+(type\s)?[^'";]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g,
    ),
  ].map(([, type, from, dynamic]) => ({
    file,
    target: relative(root, resolve(root, dirname(file), from ?? dynamic ?? '')),
    typesOnly: type !== undefined,
  })),
);

describe('the house', () => {
  it('has a row in the table for every file', () => {
    expect(files.filter((file) => !roomOf(file) && !file.startsWith('scripts/'))).toEqual([]);
    expect(imports.length).toBeGreaterThan(100);
  });

  it('has no import against the table', () => {
    const wrong = imports.filter(({ file, target, typesOnly }) => {
      const from = roomOf(file);
      const to = roomOf(target);
      if (!from || !to || from === to) return false;
      const may = allowed[from] ?? [];
      if (may === everything || may.includes(to) || ground.includes(to)) return false;
      return !(typesOnly && typesForAll.includes(to));
    });
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  it('reads the environment in config.ts alone', () => {
    expect(
      files.filter((file) => /process\.env\b/.test(read(file)) && file !== 'src/config.ts'),
    ).toEqual([]);
  });

  it('has SQL in data/ alone', () => {
    const sql = /\b(?:selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql`/;
    expect(files.filter((file) => sql.test(read(file)) && !file.startsWith('data/'))).toEqual([]);
  });

  it('speaks Arabic to people in templates/ alone', () => {
    // Reading Arabic takes word lists (arabic, reading, summary, a word in routing); the sandbox
    // draws its own interface. Comments quote words.
    const mayHold =
      /^(?:templates|src\/(?:arabic|reading|summary|sandbox|desk\/routing\.ts)|scripts)/;
    const withoutComments = (file: string) =>
      read(file)
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .replace(/\/\/.*$/gm, '');
    const speaking = files.filter(
      (file) => !mayHold.test(file) && /\p{Script=Arabic}/u.test(withoutComments(file)),
    );
    expect(speaking).toEqual([]);
  });

  it('has no room without a name', () => {
    expect(
      files.filter((file) => /(?:^|\/)(?:utils?|helpers?|common|misc)(?:\.ts|\/)/.test(file)),
    ).toEqual([]);
  });
});
