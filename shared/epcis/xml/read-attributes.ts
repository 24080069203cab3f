import { detached } from '../../wire/detached.ts';
import type { XmlAttribute } from '../../wire/read-xml.ts';
import { attributeMember } from '../attribute-members.ts';
import { type Frame, putMember } from './read-frame.ts';
import type { Prefixes } from './read-prefixes.ts';
import { leafValue, trimmed } from './read-values.ts';
import { XSI } from './structure.ts';

const XML = 'http://www.w3.org/XML/1998/namespace';

/**
 * Takes one attribute into the element's tree, or notes what it says about the element's text. Answers what is wrong
 * with it. Attributes of the EPCIS XSDs have no namespace; those of others have one, except inside others' elements.
 * XML has dealt with the white space in attributes: what is left in free text was meant (XML 1.0 §3.3.3).
 */
export function takeAttribute(frame: Frame, { name, value, at }: XmlAttribute, prefixes: Prefixes): string | undefined {
  const { kind } = frame;
  if (kind.role === 'skip') return undefined;
  if (name.namespace === XSI) return noteSchemaInstance(frame, name.local, value);
  const leaf = name.namespace === '' ? kind.attributes.get(name.local) : undefined;
  if (name.namespace === XML && name.local === 'space' && kind.role === 'free') {
    frame.keepsSpace = value === 'preserve';
    return undefined;
  }
  const isFreeText = leaf === undefined || name.local === 'stringValue';
  const text = detached(isFreeText ? value : trimmed(value));
  if (leaf !== undefined && kind.role === 'free') {
    frame.id = text;
    return undefined;
  }
  const theirs = kind.role === 'free' || (kind.extensible && name.namespace !== '' && !frame.through);
  if (leaf === undefined && !theirs)
    return name.namespace === XML ? undefined : `"${frame.name.local}" has no attribute "${name.local}"`;
  const member = leaf === undefined ? prefixes.member(name) : name.local;
  if (member === undefined) return 'there are too many namespaces';
  if (frame.holder === undefined || Array.isArray(frame.holder)) frame.holder = {};
  const key = leaf !== undefined || kind.plain ? member : attributeMember(member);
  putMember(frame.holder, frame.trail, { key, count: 'once' }, leafValue(text, leaf ?? 'text'), {
    at,
    label: `@${name.local}`,
  });
  return undefined;
}

function noteSchemaInstance(frame: Frame, local: string, value: string): undefined {
  if (local === 'type') frame.type = detached(trimmed(value));
  if (local === 'nil') frame.nil = /^\s*(true|1)\s*$/.test(value);
}
