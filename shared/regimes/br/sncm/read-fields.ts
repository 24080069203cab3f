import { type Refusal, refuse } from '../../../refusal.ts';
import type { XmlTree } from '../../../wire/xml-tree.ts';
import { SNCM } from './names.ts';

/** Thrown while a message is read, and caught where it begins: a message has hundreds of fields, and the first that is wrong ends it. */
export class Wrong extends Error {
  readonly refusal: Refusal;
  constructor(at: string, detail: string) {
    super(detail);
    this.refusal = refuse('malformed', detail, { at, rule: 'SNCM message set 1.00' });
  }
}

/** An element with where it stands. */
export interface Placed {
  readonly tree: XmlTree;
  readonly at: string;
}

/** The children of an element in the order that the message set has. Each name may be followed by `?`, `*` or `+`. @throws Wrong */
export function inOrder({ tree, at }: Placed, ...names: readonly string[]): ReadonlyMap<string, readonly Placed[]> {
  const found = new Map<string, Placed[]>();
  let next = 0;
  for (const name of names) {
    const [local = '', many = ''] = /^(\w+)([?*+]?)$/.exec(name)?.slice(1) ?? [];
    const some: Placed[] = [];
    for (let child = tree.children[next]; child?.name.local === local && isOurs(child); child = tree.children[next]) {
      if (some.length === 1 && (many === '' || many === '?')) break;
      next++;
      some.push({ tree: child, at: `${at}/${local}${some.length === 0 ? '' : `[${some.length + 1}]`}` });
    }
    if (some.length === 0 && (many === '' || many === '+')) throw new Wrong(`${at}/${local}`, `${local} is missing`);
    found.set(local, some);
  }
  const extra = tree.children[next];
  if (extra !== undefined) throw new Wrong(`${at}/${extra.name.local}`, `${extra.name.local} is not expected there`);
  return found;
}

const isOurs = ({ name }: XmlTree) => name.namespace === SNCM;

type Found = ReadonlyMap<string, readonly Placed[]>;

export const allOf = (found: Found, name: string): readonly Placed[] => found.get(name) ?? [];

export function oneOf(found: Found, name: string): Placed {
  const [one] = allOf(found, name);
  if (one === undefined) throw new Error(`${name} was not asked for`);
  return one;
}

/** A text of one form. @throws Wrong */
export function textOf({ tree, at }: Placed, form: RegExp, what: string): string {
  if (tree.children.length > 0 || !form.test(tree.text))
    throw new Wrong(at, `"${tree.text.slice(0, 40)}" is no ${what}`);
  return tree.text;
}

const forms = {
  id: [/^[0-9A-Z]{20}$/, 'id of 20 characters'],
  time: [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/, 'time with a zone'],
  cnpj: [/^\d{14}$/, 'CNPJ of 14 digits'],
  flag: [/^(true|false)$/, 'true or false'],
  gtin: [/^\d{14}$/, 'GTIN of 14 digits'],
  serial: [/^[A-Za-z0-9]{1,20}$/, 'serial of 1 to 20 letters and digits'],
  month: [/^\d{4}-(0[1-9]|1[0-2])$/, 'month YYYY-MM'],
  lot: [/^[\x21-\x7e]{1,20}$/, 'lot of 1 to 20 characters'],
  sscc: [/^\d{18}$/, 'SSCC of 18 digits'],
  name: [/^[\x21-\x7e]{1,64}$/, 'name of 1 to 64 characters'],
  text: [/^.{1,500}$/s, 'text of 1 to 500 characters'],
} as const satisfies Record<string, readonly [RegExp, string]>;

/** The text of a child, in a form of the message set. @throws Wrong */
export function field(found: Found, name: string, form: keyof typeof forms): string {
  const [shape, what] = forms[form];
  return textOf(oneOf(found, name), shape, what);
}

/** The CNPJ inside an element; other registers (`cpf`, `cnes`) are of people and of health services, who hold no registration. */
export const cnpjIn = (placed: Placed): string => field(inOrder(placed, 'cnpj'), 'cnpj', 'cnpj');
