import type { JsonObject } from '../wire/json.ts';
import { type Definitions, isBuiltIn } from './prefixes.ts';
import type { Renames } from './rename-prefixes.ts';

/**
 * Definitions under names that the standard does not use. A context may give one of its protected prefixes another meaning, which JSON-LD
 * forbids and senders do, GS1's examples among them; what they named with it keeps their meaning, under another prefix.
 */
export function apartFromStandard(definitions: Definitions): { definitions: Definitions; renames: Renames } {
  const renames = new Map<string, string>();
  for (const name of definitions.keys()) if (isBuiltIn(name)) renames.set(name, freeName(name, definitions));
  if (renames.size === 0) return { definitions, renames };
  const apart = new Map<string, string | JsonObject>();
  for (const [name, meaning] of definitions) apart.set(renames.get(name) ?? name, meaning);
  return { definitions: apart, renames };
}

/** The first numbered name that is free, or already means the same. */
function freeName(prefix: string, definitions: Definitions): string {
  for (let number = 2; ; number++) {
    const name = `${prefix}${number}`;
    if (!isBuiltIn(name) && (!definitions.has(name) || definitions.get(name) === definitions.get(prefix))) return name;
  }
}
