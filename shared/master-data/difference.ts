import { canonicalJson } from '../wire/canonical-json.ts';
import { isJsonObject, type Json } from '../wire/json.ts';
import type { Content } from './version.ts';

/** What differs at one place (JSON pointer): a member that is absent on one side is new or gone. */
export interface Difference {
  readonly at: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** Where two contents differ, by place. Lists are compared as wholes: what moved in them has no place of its own. */
export function differences(before: Content, after: Content, at = ''): Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) =>
    differ(before[name], after[name], `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}

function differ(before: Json | undefined, after: Json | undefined, at: string): Difference[] {
  if (isJsonObject(before) && isJsonObject(after)) return differences(before, after, at);
  if (before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after)) return [];
  return [{ at, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
}
