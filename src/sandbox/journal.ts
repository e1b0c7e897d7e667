/** The memory on disk: a file of lines, each the JSON of the changes of one commit. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { apply, type Change, changesOf, emptyState, type State } from './state.ts';

export interface Journal {
  readonly state: State;
  /** Written to the file when this returns: a process killed right after has lost nothing. */
  append(changes: readonly Change[]): void;
  close(): void;
}

/**
 * Reads the file into a state, writes it anew without what is past, and keeps it open for more.
 * A last line without its end was being written when the process died, before anyone got an answer:
 * it is dropped.
 *
 * @param file absent: nothing is kept
 * @throws Error that names the file and the line which is no JSON
 */
export function openJournal(file: string | undefined): Journal {
  const state = emptyState();
  if (file === undefined) return { state, append() {}, close() {} };
  if (existsSync(file)) {
    const lines = readFileSync(file, 'utf8').split('\n');
    lines.pop();
    for (const [index, line] of lines.entries()) {
      for (const change of parse(line, `${file}:${index + 1}`)) apply(state, change);
    }
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(changesOf(state))}\n`);
  renameSync(`${file}.new`, file);
  const handle = openSync(file, 'a');
  return {
    state,
    append(changes) {
      writeSync(handle, `${JSON.stringify(changes)}\n`);
    },
    close() {
      closeSync(handle);
    },
  };
}

function parse(line: string, place: string): Change[] {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new Error(`${place}: not a line of the sandbox's state; delete the file to begin anew`, {
      cause,
    });
  }
}
