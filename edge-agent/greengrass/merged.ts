import { isObject } from '../secret-files.ts';

/** Two configurations as one: what `over` says holds, member by member; a list is taken whole. The way Greengrass itself merges. */
export function merged(under: unknown, over: unknown): unknown {
  if (over === undefined) return under;
  if (!isObject(under) || !isObject(over)) return over;
  const names = new Set([...Object.keys(under), ...Object.keys(over)]);
  return Object.fromEntries([...names].map((name) => [name, merged(under[name], over[name])]));
}
