import { type Refusal, refuse } from '../refusal.ts';

const piece = /\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/g;

/**
 * Names of the placeholders of a template, in order. A placeholder is a name in braces, `{21}`; a brace itself is written twice.
 * A single brace is refused.
 */
export function placeholdersOf(template: string): string[] | Refusal {
  const names: string[] = [];
  for (const [text, name] of template.matchAll(piece)) {
    if (name !== undefined) names.push(name);
    else if (text === '{' || text === '}') {
      return refuse('malformed', `${JSON.stringify(template)} has a single ${text}`, {
        rule: 'a placeholder is a name in braces',
        remedy: `Write ${text}${text} for a brace that is meant.`,
      });
    }
  }
  return names;
}

/** Fills a template that `placeholdersOf` has accepted; a name without a value stands for nothing. */
export const fillTemplate = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(piece, (text: string, name: string | undefined) => {
    if (name !== undefined) return Object.hasOwn(values, name) ? (values[name] ?? '') : '';
    return text === '{{' || text === '}}' ? text.slice(1) : text;
  });
