import { isRefusal, type Refusal, refuse } from '../refusal.ts';

/** A text with places to be filled: what stands between them as it is, and the places by their names. */
export type Template = readonly (string | { readonly place: string })[];

/** Reads a template: `{name}` is a place, `{{` and `}}` are braces. A refusal says at which character it cannot be read. */
export function readTemplate(text: string): Template | Refusal {
  const parts: (string | { place: string })[] = [];
  let kept = '';
  for (const match of text.matchAll(/\{\{|\}\}|\{([^{}]*)\}|[\s\S]/g)) {
    const [piece, place] = match;
    if (place !== undefined) {
      if (kept !== '') parts.push(kept);
      kept = '';
      parts.push({ place });
    } else if (piece === '{' || piece === '}') {
      return refuse('malformed', `${JSON.stringify(text)} has a ${piece} that stands alone`, {
        at: `${match.index}`,
        rule: 'a place is a name in braces',
        remedy: `Write ${piece}${piece} for a brace that is meant.`,
      });
    } else kept += piece.length === 2 ? piece.charAt(0) : piece;
  }
  if (kept !== '') parts.push(kept);
  return parts;
}

/** Names of the places of a template, in order; a refusal when it cannot be read. */
export function placesOf(text: string): string[] | Refusal {
  const template = readTemplate(text);
  return isRefusal(template) ? template : template.flatMap((part) => (typeof part === 'string' ? [] : [part.place]));
}

/** Puts values into a template's places. The first refusal of `fill` is the answer. */
export function fillTemplate(template: Template, fill: (place: string) => string | Refusal): string | Refusal {
  let text = '';
  for (const part of template) {
    const piece = typeof part === 'string' ? part : fill(part.place);
    if (isRefusal(piece)) return piece;
    text += piece;
  }
  return text;
}

/** Fills a template of a recipe, which was accepted with it; a place without a value stands for nothing. */
export function fillFrom(text: string, values: Readonly<Record<string, string>>): string {
  const template = readTemplate(text);
  if (isRefusal(template)) throw new Error(template.detail);
  return template.map((part) => (typeof part === 'string' ? part : (values[part.place] ?? ''))).join('');
}
