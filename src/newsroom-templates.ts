/** The templates of newsroom.yaml, checked as those that editors write in Telegram are. */
import { z } from 'zod';
import { hasPlace, type LayoutProblem, parseLayout, tidyBody } from '../templates/layout.ts';
import { placeholderNames } from '../templates/placeholders.ts';
import { checkName, nameLimit, readyTemplates } from '../templates/ready.ts';

/** What a channel may name without a template of the newsroom's own. */
export const readyNames: readonly string[] = readyTemplates.map(({ name }) => name);

const aName = `write a name of 1 to ${nameLimit} letters, digits and spaces, and none of: ${readyNames.join(', ')}`;

/** Bodies by name. A problem of a body tells the line in it, from 1, under `line` of its params. */
export const ownTemplates = z
  .record(z.string(), z.string('write the template, under |'))
  .superRefine((bodies, context) => {
    for (const [name, body] of Object.entries(bodies)) {
      const path = [name];
      const checked = checkName(name);
      if ('problem' in checked || checked.name !== name) {
        context.addIssue({ code: 'custom', path, message: aName });
      }
      const layout = parseLayout(body);
      if (!('problems' in layout)) continue;
      for (const problem of layout.problems) {
        const params = hasPlace(problem) ? { line: problem.at.line } : {};
        context.addIssue({ code: 'custom', path, params, message: told(problem) });
      }
    }
  })
  .transform((bodies) =>
    Object.fromEntries(Object.entries(bodies).map(([name, body]) => [name, tidyBody(body)])),
  );

const allNames = Object.values(placeholderNames)
  .map(([name]) => `{${name}}`)
  .join(' ');
const headline = `{${placeholderNames.headline[0]}}`;

function told(problem: LayoutProblem): string {
  switch (problem.code) {
    case 'empty':
      return `nothing is in it; write at least ${headline}`;
    case 'headline-missing':
      return `it has no headline; write ${headline} in it`;
    case 'too-long':
      return `it has ${problem.length} characters; write ${problem.limit} at most`;
    case 'unknown-placeholder': {
      const { name, nearest } = problem;
      return `nothing is named {${name}}; write ${nearest ? `{${nearest}}` : `one of: ${allNames}`}`;
    }
    case 'placeholder-twice':
      return `{${problem.name}} stands here twice; write it once`;
    case 'words-not-taken':
      return `{${problem.name}} takes no words; write the name alone`;
    case 'brace-alone':
      return `${problem.brace} stands alone; write the name in braces, such as ${headline}`;
    case 'unknown-tag':
      return `<${problem.tag}> is no tag of a template; write b, i, u, s, spoiler, blockquote or blockquote expandable`;
    case 'tag-broken':
      return `<${problem.tag} has no end; write > after it, or &lt; for the sign itself`;
    case 'tag-unclosed':
      return `<${problem.tag}> is not closed; write </${problem.tag}>`;
    case 'tag-unopened':
      return `</${problem.tag}> closes nothing; write <${problem.tag}> before it`;
    case 'tags-crossed':
      return `write </${problem.open}> before </${problem.tag}>`;
    case 'tag-within-itself':
      return `<${problem.tag}> stands within another; write it once`;
  }
}
