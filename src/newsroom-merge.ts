/**
 * What newsroom.yaml has changed since it was applied last, on top of what editors have changed in
 * Telegram meanwhile. Pure.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Newsroom } from './newsroom.ts';

type Named =
  | Newsroom['sources'][number]
  | Newsroom['channels'][number]
  | Newsroom['editors'][number];

/**
 * The newsroom to be applied: of each value the file's where the file has changed it, else the one
 * that stands. What was taken away in Telegram stays away until the file changes what it says of it.
 *
 * @param base the file as it was applied last; what it does not hold yet counts as changed
 * @param file the file as it is
 * @param present what stands in the database
 */
export function mergeNewsroom(base: Newsroom, file: Newsroom, present: Newsroom): Newsroom {
  return {
    ...merged(base, file, present),
    follow: merged(base.follow, file.follow, present.follow),
    colours: merged(base.colours, file.colours, present.colours),
    // Those that editors have made are theirs, and no business of the file's.
    templates: only(
      Object.keys(file.templates),
      merged(base.templates ?? {}, file.templates, present.templates),
    ),
    sources: mergedList(base.sources, file.sources, present.sources, ({ name }) => name),
    channels: mergedList(base.channels, file.channels, present.channels, ({ key }) => key),
    editors: mergedList(base.editors, file.editors, present.editors, ({ id }) => id),
  };
}

/** Of each field, also of those that were added or taken away. */
function merged<T extends object>(base: T, file: T, present: T): T {
  const names = new Set([...Object.keys(file), ...Object.keys(present)] as (keyof T)[]);
  const entries = [...names].flatMap((name) => {
    const from = isDeepStrictEqual(base[name], file[name]) ? present : file;
    return name in from ? [[name, from[name]] as const] : [];
  });
  return Object.fromEntries(entries) as T;
}

const only = <T>(names: readonly string[], values: Readonly<Record<string, T>>) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));

function mergedList<T extends Named>(
  base: readonly T[],
  file: readonly T[],
  present: readonly T[],
  nameOf: (one: T) => string | number,
): T[] {
  const find = (list: readonly T[], one: T) => list.find((other) => nameOf(other) === nameOf(one));
  return file.flatMap((one) => {
    const [before, now] = [find(base, one), find(present, one)];
    if (!before) return [one];
    if (now) return [merged(before, one, now)];
    return isDeepStrictEqual(before, one) ? [] : [one];
  });
}
