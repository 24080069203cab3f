import { type Refusal, refuse } from '../../refusal.ts';
import type { Json } from '../../wire/json.ts';
import { xmlAttribute } from '../../wire/write-xml.ts';
import { attributeName } from '../attribute-members.ts';
import { scalarOf } from './write-scalar.ts';
import { type Target, within } from './write-target.ts';

/** Gathers the attributes of one element. */
export interface Attributes {
  /** Adds one; `name` is qualified. */
  add(name: string, text: string): Refusal | undefined;
  /** Adds an extension by the attribute's name. Only scalars fit. */
  extend(member: string, value: Json): Refusal | undefined;
  /** All of them, with a space before each. */
  text(): string;
}

/** What stands around data, such as xsi:type and xsi:nil, is no data and not written back. */
const isAboutXml = (qualified: string): boolean => qualified.startsWith('xsi:') || qualified === 'xml:space';

export function attributesFor(to: Target): Attributes {
  const names = new Set<string>();
  let all = '';
  const add = (name: string, text: string): Refusal | undefined => {
    const escaped = xmlAttribute(text);
    if (typeof escaped !== 'string') return escaped;
    if (names.has(name)) return refuse('unsupported', `two members become the attribute ${name}`, rule);
    names.add(name);
    all += ` ${name}="${escaped}"`;
    return undefined;
  };
  return {
    add,
    extend(member, value) {
      if (value === null) return undefined;
      const name = to.names.qualified(member);
      if (typeof name !== 'string') return name;
      const scalar = scalarOf(value, to);
      if (name === 'xmlns') return refuse('unsupported', 'the name xmlns belongs to XML itself', rule);
      if (scalar === undefined)
        return refuse('unsupported', 'an attribute is one text, no list and no structure', rule);
      return isAboutXml(name) ? undefined : add(name, scalar.text);
    },
    text: () => all,
  };
}

const rule = { rule: 'XML 1.0 §3.1 Attributes' };

/** The attributes that others added to an element that the standard knows: members `@prefix:local`. */
export function extensionAttributes(holder: { [name: string]: Json }, to: Target): string | Refusal {
  const attributes = attributesFor(to);
  for (const name in holder) {
    if (!name.startsWith('@') || !name.includes(':')) continue;
    const wrong = attributes.extend(attributeName(name), holder[name] ?? null);
    if (wrong !== undefined) return within(name, wrong);
  }
  return attributes.text();
}
