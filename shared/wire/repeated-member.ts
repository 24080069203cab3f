import { type JsonFault, jsonFault } from './json-fault.ts';
import { surveyJson } from './survey-json.ts';

/**
 * Finds a member that stands twice in one object of a text, of which `JSON.parse` keeps the last without a word; or that it is nested deeper than
 * `deepest`. Undefined when there is neither.
 *
 * Members that were parsed are held against colons: as many colons in the whole text leave none for another member. Texts that hold colons in their values
 * are surveyed, and only one that is going to be refused is read by `jsonFault`.
 *
 * @param value what `JSON.parse` made of the text
 */
export function repeatedMember(json: string, value: unknown, deepest: number): JsonFault | undefined {
  const members = membersIn(value, deepest);
  if (members === colonsIn(json)) return undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const start = json.search(/[[{]/);
  // What stands twice may have hidden a value that is nested deeper.
  const { members: written, depth } = surveyJson(json, start, deepest);
  if (depth > deepest || members === Number.POSITIVE_INFINITY)
    return { what: `it is nested deeper than ${deepest} levels`, offset: start };
  return written === members ? undefined : jsonFault(json);
}

/** Members of all objects in a tree; infinitely many where it is nested deeper. */
function membersIn(value: unknown, deepest: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (deepest === 0) return Number.POSITIVE_INFINITY;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') count += membersIn(item, deepest - 1);
    return count;
  }
  for (const inner of Object.values(value)) {
    count++;
    if (typeof inner === 'object') count += membersIn(inner, deepest - 1);
  }
  return count;
}

function colonsIn(json: string): number {
  let count = 0;
  for (let at = json.indexOf(':'); at >= 0; at = json.indexOf(':', at + 1)) count++;
  return count;
}
