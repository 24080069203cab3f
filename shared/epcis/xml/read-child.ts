import type { XmlName } from '../../wire/xml-names.ts';
import { LATER_EPCIS_1 } from '../prefixes.ts';
import { type Frame, spelled } from './read-frame.ts';
import { event, free, type Member } from './read-kinds.ts';
import type { Prefixes } from './read-prefixes.ts';
import { isStandard } from './standard-name.ts';
import { SBDH } from './structure.ts';

/**
 * What a child of an open element is. `through`: one of the elements that EPCIS 1.x put around its later additions.
 * Any other text says why there can be no such child.
 */
export function childOf(parent: Frame, name: XmlName, prefixes: Prefixes): Member | string {
  const { kind } = parent;
  if (kind.each !== undefined && name.local === kind.item && name.namespace === '') return kind.each;
  if (kind.role === 'skip') return parent.member;
  if (kind.role === 'free') return theirs(name, prefixes);
  if (isStandard(name)) {
    const member = kind.members.get(name.local);
    if (member !== undefined) return stands(parent, member) ? `<${spelled(name)}> stands twice` : member;
    if (kind.role !== 'leaf' && (name.local === 'extension' || name.local === 'baseExtension')) return 'through';
    if (parent.through && kind.extensible && name.namespace === '')
      return { kind: free, key: LATER_EPCIS_1 + name.local, count: 'repeat' };
    // Without a namespace it is what senders mean by it; in any other it is somebody's own.
    if (name.local === 'StandardBusinessDocumentHeader' && parent.name.local === 'EPCISHeader')
      return theirs(name.namespace === '' ? { ...name, namespace: SBDH } : name, prefixes);
  } else if (kind.extensible) return theirs(name, prefixes, kind.role === 'events' ? event : free);
  return `<${spelled(name)}> is not expected in <${spelled(parent.name)}>`;
}

const stands = ({ kind, holder }: Frame, { key, count, kind: child }: Member): boolean =>
  kind.role === 'record' &&
  count === 'once' &&
  child.hand === undefined &&
  holder !== undefined &&
  Object.hasOwn(holder, key);

function theirs(name: XmlName, prefixes: Prefixes, kind = free): Member | string {
  const key = prefixes.member(name);
  return key === undefined ? 'there are too many namespaces' : { kind, key, count: 'repeat' };
}
