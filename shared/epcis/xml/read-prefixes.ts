import type { XmlName } from '../../wire/xml-names.ts';
import { type Definitions, isBuiltIn, namespaceOf } from '../prefixes.ts';
import { MOST_NAMESPACES, SBDH } from './structure.ts';

/** Gives each namespace of a document one prefix. */
export interface Prefixes {
  readonly definitions: Definitions;
  /** `prefix:local` for a name in a namespace, the local name for any other. Undefined when there are too many namespaces. */
  member(name: XmlName): string | undefined;
}

/** The SBDH is known by this prefix wherever it can be, whatever its sender called it. */
const known: ReadonlyMap<string, string> = new Map([[SBDH, 'sbdh']]);

/** Prefixes as the sender has them, where that is possible: a prefix that already means something else gets a number. */
export function newPrefixes(): Prefixes {
  const definitions = new Map<string, string>();
  const prefixes = new Map<string, string>();

  const admit = ({ prefix, namespace }: XmlName): string | undefined => {
    if (prefixes.size >= MOST_NAMESPACES) return undefined;
    const wanted = known.get(namespace) ?? prefix;
    const chosen = freePrefix(wanted, (other) => meaning(other, definitions) ?? namespace, namespace);
    prefixes.set(namespace, chosen);
    if (!isBuiltIn(chosen)) definitions.set(chosen, namespace);
    return chosen;
  };

  return {
    definitions,
    member: (name) => {
      if (name.namespace === '') return name.local;
      const prefix = prefixes.get(name.namespace) ?? admit(name);
      return prefix === undefined ? undefined : `${prefix}:${name.local}`;
    },
  };
}

const meaning = (prefix: string, definitions: Definitions): string | undefined =>
  // `urn:x` and `tag:x` are URIs as they stand.
  /^(urn|tag)$/i.test(prefix) ? 'a scheme' : namespaceOf(prefix, definitions);

function freePrefix(wanted: string, meaningOf: (prefix: string) => string, namespace: string): string {
  let chosen = wanted === '' ? 'ns1' : wanted;
  for (let number = 2; meaningOf(chosen) !== namespace; number++) chosen = `${wanted === '' ? 'ns' : wanted}${number}`;
  return chosen;
}
