/**
 * Writes src/sandbox/methods.json: every method of the Bot API with its parameters, read from the
 * declarations that grammY brings (@grammyjs/types). Run it after an update of grammY:
 *
 *     npx node scripts/bot-api-methods.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const declarations = join(root, 'node_modules/@grammyjs/types/methods.d.ts');
const output = join(root, 'src/sandbox/methods.json');

interface Parameter {
  readonly required: boolean;
  /** What the value may be, joined by ` | `: number, string, boolean, array, object, file. */
  readonly type: string;
}

const source = readFileSync(declarations, 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '');
const body = source.slice(source.indexOf('type ApiMethods<F>'));

const aliases: Readonly<Record<string, string>> = {
  F: 'file',
  ParseMode: 'string',
  LanguageCode: 'string',
  true: 'boolean',
};

function kindOf(part: string): string {
  const type = part.trim();
  const alias = aliases[type];
  if (alias) return alias;
  if (/^(?:number|string|boolean)$/.test(type)) return type;
  if (/^(?:readonly |ReadonlyArray<|Array<)|\[\]$/.test(type)) return 'array';
  if (/^["']|^\(string &/.test(type)) return 'string';
  if (/^\d/.test(type)) return 'number';
  return 'object';
}

/** Splits a union at its outermost bars. */
function parts(type: string): string[] {
  const found = [''];
  let depth = 0;
  for (const char of type) {
    if ('<({['.includes(char)) depth += 1;
    if ('>)}]'.includes(char)) depth -= 1;
    if (char === '|' && depth === 0) found.push('');
    else found[found.length - 1] += char;
  }
  return found.filter((part) => part.trim() !== '');
}

const kinds = (type: string) => [...new Set(parts(type).map(kindOf))].sort().join(' | ');

const methods: Record<string, { returns: string; params: Record<string, Parameter> }> = {};
for (const [, name = '', fields = '', returns = ''] of body.matchAll(
  /^ {4}(\w+)\((?:args\??: \{\n(.*?)^ {4}\})?\): ([^;]+);/gms,
)) {
  const params: Record<string, Parameter> = {};
  for (const [, param = '', optional, type = ''] of fields.matchAll(
    /^ {8}(\w+)(\??): ([^;]+);/gms,
  )) {
    params[param] = { required: optional === '', type: kinds(type.replace(/\s+/g, ' ')) };
  }
  methods[name] = { returns: returns.replace(/\s+/g, ' '), params };
}

// Old names that still work are declared as the type of the new ones.
for (const [, name = '', target = ''] of body.matchAll(/^ {4}(\w+): ApiMethods<F>\["(\w+)"\];/gm)) {
  const method = methods[target];
  if (!method) throw new Error(`${name} stands for ${target}, which is not declared`);
  methods[name] = method;
}

const lines = Object.entries(methods).map(
  ([name, method]) => `  ${JSON.stringify(name)}: ${JSON.stringify(method)}`,
);
writeFileSync(output, `{\n${lines.join(',\n')}\n}\n`);
process.stdout.write(`${lines.length} methods written to src/sandbox/methods.json\n`);
