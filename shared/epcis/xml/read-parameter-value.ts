import { isJsonObject, type Json } from '../../wire/json.ts';
import { type Problem, problem } from '../problem.ts';
import { isTime } from '../time.ts';
import { numberOf, truthOf } from './read-values.ts';

const RULE = 'EPCIS 2.0 §8.2.5 Query control interface, QueryParam';

/** What a text of each XML Schema type may be, and what it says. */
interface Type {
  readonly what: string;
  /** Undefined for a text that is none. */
  read(text: string): Json | undefined;
}

const integer: Type = {
  what: 'a whole number',
  read: (text) => (/^[+-]?\d+$/.test(text) ? numberOf(text) : undefined),
};
const decimal: Type = { what: 'a number', read: numberOf };
const truth: Type = { what: 'true or false', read: truthOf };
const time: Type = { what: 'a date and time with a zone', read: (text) => (isTime(text) ? text : undefined) };
const plain: Type = { what: 'a text', read: (text) => text };

const named = (type: Type, names: string): [string, Type][] => names.split(' ').map((name) => [name, type]);

/** Prefixes of types are often not declared, so only local names count. */
const types: ReadonlyMap<string, Type> = new Map([
  ...named(
    integer,
    'integer int long short byte nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger unsignedLong unsignedInt unsignedShort unsignedByte',
  ),
  ...named(decimal, 'decimal double float'),
  ...named(truth, 'boolean'),
  ...named(time, 'dateTime dateTimeStamp'),
  ...named(
    plain,
    'string normalizedString token anyURI anySimpleType anyType language Name NCName NMTOKEN QName date hexBinary base64Binary',
  ),
]);

/** The value that an element says by its xsi:type, as JSON has it; undefined for none. A `VoidHolder` says no more than that the parameter is there. */
export function parameterValue(element: Json): { value: Json | undefined } | Problem {
  if (!isJsonObject(element)) return { value: undefined };
  const { '#text': text, string: list, '@type': type } = element;
  if (typeof text !== 'string') return { value: undefined };
  const local = typeof type === 'string' ? type.slice(type.indexOf(':') + 1) : undefined;
  if (list !== undefined || local === 'ArrayOfString') return listed(list ?? [], text, local);
  if (local === undefined) return { value: text === '' ? undefined : text };
  if (local === 'VoidHolder') return text === '' ? { value: true } : problem('a VoidHolder holds nothing', RULE);
  const known = types.get(local);
  if (known === undefined)
    return problem(
      `${JSON.stringify(type)} is no type of a parameter`,
      RULE,
      'take ArrayOfString, VoidHolder, or a simple type of XML Schema',
    );
  const value = known.read(text);
  return value === undefined ? problem(`${JSON.stringify(text.slice(0, 80))} is not ${known.what}`, RULE) : { value };
}

function listed(list: Json, text: string, local: string | undefined): { value: Json } | Problem {
  if (local !== undefined && local !== 'ArrayOfString')
    return problem(`<string> stands in a value of type ${local}`, RULE);
  return text === '' ? { value: list } : problem('text stands beside <string>', RULE);
}
