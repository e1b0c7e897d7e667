/**
 * Why a visit isn't counted: the codes of `click.excluded`, where 0 is a person. One digit each,
 * because the click log tells a whole line from a torn one by it. Never reuse a code.
 */
export const exclusions = {
  /** A HEAD request: somebody checks the address. */
  head: 1,
  /** A crawler, or the preview that a messenger makes. */
  crawler: 2,
  /** No user agent at all. */
  agentless: 3,
  /** The browser fetched ahead; nobody has tapped yet. */
  prefetch: 4,
  /** More a minute from one visitor than people tap. */
  flood: 5,
} as const;

export type Exclusion = keyof typeof exclusions;
