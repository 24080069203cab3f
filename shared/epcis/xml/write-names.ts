import { type Refusal, refuse } from '../../refusal.ts';
import { isNcName, xmlAttribute } from '../../wire/write-xml.ts';
import { inFull } from '../canonical-leaf.ts';
import { type Definitions, isFullUri, namespaceOf } from '../prefixes.ts';
import { isFixed, type RootNamespaces, XML } from './write-root.ts';

const XML_NAMES = 'Namespaces in XML 1.0 §3';
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** How 1.x and 2.0 senders call the namespaces that a model cannot call so, because its JSON context means something else. */
const usual: ReadonlyMap<string, string> = new Map([['urn:epcglobal:cbv:mda', 'cbvmda']]);

/** The names that one event, or the head of a document, has in XML. */
export interface Names {
  /** `prefix:local` for a member name; a bare name stays bare. Refuses what XML has no name for. */
  qualified(member: string): string | Refusal;
  /** The prefix to write for a namespace. `hint`: what the sender calls it. */
  prefixOf(namespace: string, hint?: string): string;
  /** XML knows no CURIEs: a text that begins with a prefix of the event, written out. */
  inFull(text: string): string;
  /** The namespaces that the root does not declare, or declares otherwise. */
  own(): Iterable<[prefix: string, namespace: string]>;
}

/** Namespaces as attributes, with a space before each. As names of the model they hold no character that XML could not carry. */
export const declarations = (namespaces: Iterable<[prefix: string, namespace: string]>): string =>
  [...namespaces].map(([prefix, namespace]) => ` xmlns:${prefix}="${xmlAttribute(namespace)}"`).join('');

/** `mayDeclare`: false where no element could carry declarations of its own; then a clash gives a new prefix. */
export function namesOf(definitions: Definitions, root: RootNamespaces, mayDeclare = true): Names {
  const own = new Map<string, string>();
  const taken = new Map<string, string>();
  const chosen = new Map<string, string>();
  const known = new Map<string, string | Refusal>();

  const take = (prefix: string | undefined, namespace: string): prefix is string => {
    if (prefix === undefined || (taken.get(prefix) ?? namespace) !== namespace) return false;
    if (!root.declare(prefix, namespace)) {
      // The standard's own prefixes keep their meaning everywhere: what they name stands inside the event, too.
      if (!mayDeclare || isFixed(prefix)) return false;
      own.set(prefix, namespace);
    }
    taken.set(prefix, namespace);
    chosen.set(namespace, prefix);
    return true;
  };
  const prefixOf = (namespace: string, hint?: string): string => {
    const before = chosen.get(namespace);
    if (before !== undefined) return before;
    const sent = hint !== undefined && isNcName(hint) && !/^xml/i.test(hint) ? hint : undefined;
    for (const candidate of [root.prefixOf(namespace), usual.get(namespace), sent])
      if (take(candidate, namespace)) return candidate;
    for (let number = sent === undefined ? 1 : 2; ; number++) {
      const made = `${sent ?? 'ns'}${number}`;
      if (take(made, namespace)) return made;
    }
  };
  const qualified = (member: string): string | Refusal => {
    const { namespace, local, prefix } = expandedName(member, definitions);
    if (namespace === '' || namespace === XMLNS) return unnameable(member, 'its prefix stands for no namespace');
    if (namespace !== undefined && typeof xmlAttribute(namespace) !== 'string')
      return unnameable(member, 'its namespace holds a character that XML cannot carry');
    if (!isNcName(local)) return unnameable(member, `"${local}" is no name in XML`);
    return namespace === undefined ? local : `${prefixOf(namespace, prefix)}:${local}`;
  };
  return {
    qualified(member) {
      const before = known.get(member);
      if (before !== undefined) return before;
      const name = qualified(member);
      known.set(member, name);
      return name;
    },
    prefixOf,
    inFull: definitions.size === 0 ? (text) => text : (text) => inFull(text, definitions),
    own: () => own,
  };
}

const unnameable = (member: string, why: string): Refusal =>
  refuse('unsupported', `the member "${member}" has no name in XML: ${why}`, {
    rule: XML_NAMES,
    remedy: 'rename the member, or send JSON',
  });

/** A member name taken apart. No namespace: a bare name. An empty one: nothing defines its prefix, and it is no URI. */
export function expandedName(
  member: string,
  definitions: Definitions,
): { namespace?: string; local: string; prefix?: string } {
  const colon = member.indexOf(':');
  if (colon < 0) return { local: member };
  const prefix = member.startsWith('//', colon + 1) ? '' : member.slice(0, colon);
  const namespace = namespaceOf(prefix, definitions) ?? (prefix === 'xml' ? XML : undefined);
  if (namespace !== undefined) return { namespace, local: member.slice(colon + 1), prefix };
  if (!isFullUri(member)) return { namespace: '', local: member };
  const split = Math.max(member.lastIndexOf('/'), member.lastIndexOf('#'), member.lastIndexOf(':')) + 1;
  return { namespace: member.slice(0, split), local: member.slice(split) };
}
