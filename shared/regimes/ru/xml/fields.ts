import { isRefusal, type Refusal } from '../../../refusal.ts';
import type { XmlTree } from '../../../wire/xml-tree.ts';
import { part, type XmlPart } from '../../eu/nmvs/xml-part.ts';
import { type Cursor, type Element, isNext, unexpected, type ValueOf, wrong } from './element.ts';

/** Elements by the names that they have in the schema, in its order. */
export type Fields = Readonly<Record<string, Element<unknown>>>;

type Needed<F extends Fields> = { [K in keyof F]: undefined extends ValueOf<F[K]> ? never : K }[keyof F];

/** A value with a member for each element. */
export type RecordOf<F extends Fields> = { readonly [K in Needed<F>]: ValueOf<F[K]> } & {
  readonly [K in Exclude<keyof F, Needed<F>>]?: ValueOf<F[K]>;
};

const placeOf = (at: string, name: string, { isUnnamed }: Element<unknown>) => (isUnnamed ? at : `${at}/${name}`);

export function writeFields<F extends Fields>(fields: F, value: RecordOf<F>, at: string): XmlPart[] | Refusal {
  const out: XmlPart[] = [];
  return writeInto(fields, value, at, out) ?? out;
}

function writeInto<F extends Fields>(fields: F, value: RecordOf<F>, at: string, out: XmlPart[]): Refusal | undefined {
  const held = new Map<string, unknown>(Object.entries(value));
  for (const [name, element] of Object.entries(fields)) {
    const refused = element.write(name, held.get(name), placeOf(at, name, element), out);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

export function readFields<F extends Fields>(
  fields: F,
  { children, text }: XmlTree,
  at: string,
): RecordOf<F> | Refusal {
  if (text.trim() !== '') return wrong(at, 'text stands where elements have to');
  const cursor = { elements: children, next: 0 };
  const found = readFrom(fields, cursor, at);
  return isRefusal(found) || cursor.next === children.length ? found : unexpected(cursor, at, ['nothing more']);
}

function readFrom<F extends Fields>(fields: F, cursor: Cursor, at: string): RecordOf<F> | Refusal {
  const found: Record<string, unknown> = {};
  for (const [name, element] of Object.entries(fields)) {
    const value = element.read(name, cursor, placeOf(at, name, element));
    if (isRefusal(value)) return value;
    if (value !== undefined) found[name] = value;
  }
  return found as RecordOf<F>; // member by member as the type says
}

/** An element with others inside, each once and in their order. */
export const within = <F extends Fields>(fields: F): Element<RecordOf<F>> => ({
  begins: (name) => [name],
  write: (name, value, at, out) => {
    const inside = writeFields(fields, value, at);
    if (isRefusal(inside)) return inside;
    out.push(part(name, inside));
    return undefined;
  },
  read: (name, cursor, at) => {
    const found = cursor.elements[cursor.next];
    if (found?.name.local !== name) return unexpected(cursor, at, [name]);
    cursor.next++;
    return readFields(fields, found, at);
  },
});

/** Elements that stand one after the other, with nothing around them. */
export const together = <F extends Fields>(fields: F): Element<RecordOf<F>> => ({
  isUnnamed: true,
  begins: () => Object.keys(fields).slice(0, 1),
  write: (_, value, at, out) => writeInto(fields, value, at, out),
  read: (_, cursor, at) => readFrom(fields, cursor, at),
});

/** The same by a name of its own. */
export const named = <T>(name: string, inner: Element<T>): Element<T> => ({
  isUnnamed: true,
  begins: () => inner.begins(name),
  write: (_, value, at, out) => inner.write(name, value, `${at}/${name}`, out),
  read: (_, cursor, at) => inner.read(name, cursor, `${at}/${name}`),
});

type OneOf<F extends Fields> = { readonly [K in keyof F]: { readonly [P in K]: ValueOf<F[K]> } }[keyof F];

/** One of several elements, under its own name: `{sgtin: …}` or `{sscc: …}`. */
export const one = <F extends Fields>(options: F): Element<OneOf<F>> => ({
  isUnnamed: true,
  begins: () => Object.keys(options),
  write: (_, value, at, out) => {
    const [[name, inner] = ['', undefined]] = Object.entries(value);
    const element = Object.hasOwn(options, name) ? options[name] : undefined;
    return element === undefined
      ? wrong(at, `${name} stands where ${Object.keys(options).join(' or ')} has to`)
      : element.write(name, inner, `${at}/${name}`, out);
  },
  read: (_, cursor, at) => {
    const found = Object.entries(options).find(([name, element]) => isNext(element, name, cursor));
    if (found === undefined) return unexpected(cursor, at, Object.keys(options));
    const [name, element] = found;
    const value = element.read(name, cursor, `${at}/${name}`);
    return isRefusal(value) ? value : ({ [name]: value } as OneOf<F>); // the member is the one that was read
  },
});
