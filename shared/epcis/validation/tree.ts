import { isExactNumber } from '../../wire/exact-number.ts';
import { isJsonObject, type Json, type JsonObject } from '../../wire/json.ts';
import { pointerStep } from '../../wire/json-pointer.ts';

/** A value and where it stands: JSON pointer from the event. */
export interface Placed<Value> {
  readonly path: string;
  readonly value: Value;
}

/** The text of a member; undefined when it is none. */
export function textAt(tree: JsonObject, member: string): string | undefined {
  const value = tree[member];
  return typeof value === 'string' ? value : undefined;
}

/** The number of a member, as near as a JavaScript number comes to it; undefined when it is none. */
export function numberAt(tree: JsonObject, member: string): number | undefined {
  const value = tree[member];
  if (typeof value === 'number') return value;
  return isExactNumber(value) ? Number(value.rawJSON) : undefined;
}

/** The object of a member; undefined when it is none. */
export function objectAt(tree: JsonObject, member: string): JsonObject | undefined {
  const value = tree[member];
  return isJsonObject(value) ? value : undefined;
}

/** The texts of a list, or of a member that is one text. */
export function textsAt(tree: JsonObject, member: string, path = ''): Placed<string>[] {
  return itemsAt(tree, member, path).flatMap(({ path: at, value }) =>
    typeof value === 'string' ? [{ path: at, value }] : [],
  );
}

/** The objects of a list, or the one object of a member. */
export function objectsAt(tree: JsonObject, member: string, path = ''): Placed<JsonObject>[] {
  return itemsAt(tree, member, path).flatMap(({ path: at, value }) =>
    isJsonObject(value) ? [{ path: at, value }] : [],
  );
}

function itemsAt(tree: JsonObject, member: string, path: string): Placed<Json>[] {
  const value = tree[member];
  const at = path + pointerStep(member);
  if (Array.isArray(value)) return value.map((item, index) => ({ path: at + pointerStep(index), value: item }));
  return value === undefined ? [] : [{ path: at, value }];
}

/** True when a list holds something. */
export const isFilled = (tree: JsonObject, member: string): boolean => itemsAt(tree, member, '').length > 0;
