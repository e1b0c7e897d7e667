const rules = new Intl.PluralRules('en');

/**
 * A number with its noun.
 *
 * @example counted(2, 'post') // 2 posts
 */
export const counted = (count: number, one: string, other = `${one}s`): string =>
  `${count} ${rules.select(count) === 'one' ? one : other}`;
