/** The six Arabic forms; an absent one falls back to `other`. */
export interface PluralForms {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

const rules = new Intl.PluralRules('ar');

/**
 * The form of a counted noun for a number (CLDR's Arabic rules). The form is the caller's whole
 * phrase; the number itself is not put in.
 *
 * @example plural(3, { one: 'خبر', two: 'خبران', few: 'أخبار', many: 'خبراً', other: 'خبر' }) // أخبار
 */
export function plural(count: number, forms: PluralForms): string {
  return forms[rules.select(count)] ?? forms.other;
}
