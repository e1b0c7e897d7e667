/** The ready templates, as English calls them. */
const titles: Readonly<Record<string, string>> = {
  standard: 'standard',
  brief: 'brief',
  headline: 'headline only',
  quote: 'quotation',
};

/** What editors call a ready template. */
export const readyTitle = (name: string): string => titles[name] ?? name;
