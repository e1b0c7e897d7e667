/** The newsroom's digits in what its readers and its Arabic desk are told. Pure. */
import { type Numerals, numerals } from '../src/arabic/digits.ts';
import type { Message } from './message.ts';

/** The digits that a newsroom may choose. */
export type Digits = Exclude<Numerals, 'keep'>;

/** A message in the newsroom's digits: words and buttons, addresses and commands left alone. */
export function inDigits<M extends Pick<Message, 'text' | 'keyboard'>>(
  message: M,
  digits: Digits,
): M {
  if (digits === 'western') return message;
  const { text, keyboard } = message;
  return {
    ...message,
    text: numerals(text, digits),
    ...(keyboard
      ? {
          keyboard: {
            inline_keyboard: keyboard.inline_keyboard.map((row) =>
              row.map((button) => ({ ...button, text: numerals(button.text, digits) })),
            ),
          },
        }
      : {}),
  };
}

/** All texts of what a function has made, such as the words of a chart. */
function inAllOf(made: unknown, digits: Digits): unknown {
  if (typeof made === 'string') return numerals(made, digits);
  if (Array.isArray(made)) return made.map((one) => inAllOf(one, digits));
  if (made === null || typeof made !== 'object') return made;
  return Object.fromEntries(Object.entries(made).map(([key, one]) => [key, inAllOf(one, digits)]));
}

type Table = Readonly<Record<string | symbol, unknown>>;

/**
 * Texts in the newsroom's digits, those that are made of gaps too; what is no text stays as it is.
 *
 * @param except keys of texts that stay as they are: those that show digits, by which they are chosen
 */
export function textsInDigits<T extends object>(
  texts: T,
  digits: () => Digits,
  except: readonly (string | symbol)[] = [],
): T {
  const printed = (value: unknown): unknown => {
    if (digits() === 'western') return value;
    if (typeof value === 'string') return numerals(value, digits());
    if (typeof value === 'function') {
      return (...gaps: unknown[]) => inAllOf(value(...gaps), digits());
    }
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? textsInDigits(value, digits)
      : value;
  };
  return new Proxy(texts, {
    get: (table, key) => {
      const value = (table as Table)[key];
      return except.includes(key) ? value : printed(value);
    },
  });
}
