import { identifierOf } from '#shared/gs1/application-identifiers.ts';
import { fnc1 as groupSeparator, writeElementString } from '#shared/gs1/element-string.ts';
import { fillTemplate, readTemplate, type Template } from '#shared/line/template.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { ItemLabel } from '../device.ts';

const rule =
  'a template: {21} is the value of that application identifier, {code} the element string, {text1} the first line; braces are doubled';

/** Reads a template for a label's contents, and refuses places that no label has. */
export function readLabelTemplate(text: string): Template | Refusal {
  const template = readTemplate(text);
  if (isRefusal(template)) return template;
  for (const part of template) {
    if (typeof part === 'string' || isLabelPlace(part.place)) continue;
    return refuse('malformed', `no label has anything to put into {${part.place}}`, {
      rule,
      remedy: 'Name a GS1 application identifier, code, or text1 to text99.',
    });
  }
  return template;
}

const textPlace = /^text([1-9]\d?)$/;

const isLabelPlace = (place: string) =>
  place === 'code' || textPlace.test(place) || (/^\d{2,4}$/.test(place) && identifierOf(place) !== undefined);

/**
 * Fills a template from a label. `{code}` is the element string without symbology identifier; where it has a separator
 * (FNC1), `fnc1` is written.
 *
 * @returns a refusal when the label lacks what a place asks for, when an element breaks a rule of its identifier, or when
 *   `fnc1` could be taken for a part of the data
 */
export function fillLabelTemplate(
  template: Template,
  { elements, text }: ItemLabel,
  fnc1 = groupSeparator,
): string | Refusal {
  const data = writeElementString(elements);
  if (isRefusal(data)) return { ...data, at: `/elements/${data.at ?? ''}` };
  if (elements.length === 0) return refuse('malformed', 'a label needs at least one element', { at: '/elements' });
  return fillTemplate(template, (place) => {
    if (place === 'code') return withSeparators(data, fnc1);
    const [, line] = textPlace.exec(place) ?? [];
    const value = line === undefined ? elements.find(({ ai }) => ai === place)?.value : text[Number(line) - 1];
    return value ?? refuse('malformed', `the label has nothing for {${place}}`, { at: line ? '/text' : '/elements' });
  });
}

function withSeparators(data: string, fnc1: string): string | Refusal {
  const parts = data.split(groupSeparator);
  const written = parts.join(fnc1);
  // Read as the device reads it, from the left: the same parts must come out.
  const read = written.split(fnc1);
  if (read.length === parts.length && read.every((part, index) => part === parts[index])) return written;
  return refuse('malformed', `the data holds ${JSON.stringify(fnc1)}, which stands for the separator`, {
    at: '/elements',
    remedy: 'Have the device take something for FNC1 that GS1 data cannot hold.',
  });
}
