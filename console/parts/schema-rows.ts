import * as v from 'valibot';

const schemaShape = v.looseObject({
  $ref: v.optional(v.string()),
  type: v.optional(v.union([v.string(), v.array(v.string())])),
  properties: v.optional(v.record(v.string(), v.unknown()), {}),
  required: v.optional(v.array(v.string()), []),
  items: v.optional(v.unknown()),
  additionalProperties: v.optional(v.unknown()),
  anyOf: v.optional(v.array(v.unknown()), []),
  oneOf: v.optional(v.array(v.unknown()), []),
  allOf: v.optional(v.array(v.unknown()), []),
  enum: v.optional(v.array(v.unknown())),
  const: v.optional(v.unknown()),
  description: v.optional(v.string()),
  $defs: v.optional(v.record(v.string(), v.unknown()), {}),
});
type Schema = v.InferOutput<typeof schemaShape>;

/** A member of a body, with how deep it lies. */
export interface SchemaRow {
  /** JSON pointer, which no other row has. */
  readonly at: string;
  readonly depth: number;
  readonly name: string;
  readonly type: string;
  readonly isNeeded: boolean;
  /** What else it has to be. */
  readonly words: string;
}

const DEEPEST = 7;
const read = (schema: unknown): Schema => v.parse(v.fallback(schemaShape, v.parse(schemaShape, {})), schema);

/** The members of a JSON Schema (2020-12), each behind what it lies in. What goes on in itself is cut off. */
export function schemaRows(schema: unknown): readonly SchemaRow[] {
  const { $defs } = read(schema);
  const found = (one: unknown): Schema => {
    const told = read(one);
    return told.$ref === undefined ? told : read($defs[told.$ref.split('/').at(-1) ?? '']);
  };
  const inside = (of: Schema, at: string, depth: number): SchemaRow[] => {
    if (depth > DEEPEST) return [];
    const members = Object.entries(of.properties).flatMap(([name, one]) =>
      rowOf({ name, at: `${at}/${name}`, depth, isNeeded: of.required.includes(name) }, found(one)),
    );
    const alternatives = [...of.anyOf, ...of.oneOf]
      .map(found)
      .filter((one) => typeOf(one) !== 'null')
      .flatMap((one, index, all) =>
        all.length === 1
          ? inside(one, `${at}/${index}`, depth)
          : rowOf({ name: `either (${index + 1})`, at: `${at}/~${index}`, depth, isNeeded: false }, one),
      );
    const together = of.allOf.flatMap((one, index) => inside(found(one), `${at}/&${index}`, depth));
    const items = of.items === undefined ? [] : inside(found(of.items), `${at}/-`, depth);
    const others =
      typeof of.additionalProperties === 'object' && of.additionalProperties !== null
        ? rowOf({ name: 'any name', at: `${at}/*`, depth, isNeeded: false }, found(of.additionalProperties))
        : [];
    return [...members, ...alternatives, ...together, ...items, ...others];
  };
  const rowOf = (row: Pick<SchemaRow, 'name' | 'at' | 'depth' | 'isNeeded'>, of: Schema): SchemaRow[] => [
    { ...row, type: typeOf(of, found), words: wordsOf(of) },
    ...inside(of, row.at, row.depth + 1),
  ];
  return inside(found(schema), '', 0);
}

function typeOf(of: Schema, found: (one: unknown) => Schema = read): string {
  if (of.items !== undefined) return `list of ${typeOf(found(of.items), found)}`;
  if (of.const !== undefined) return 'constant';
  if (of.type !== undefined) return [of.type].flat().join(' or ');
  return of.enum !== undefined ? 'text' : of.anyOf.length + of.oneOf.length > 0 ? 'one of these' : 'anything';
}

/** Constraints as they are said: the member of the schema, and a word for it. */
const constraints = [
  ['const', 'is'],
  ['enum', 'one of'],
  ['format', 'as'],
  ['pattern', 'must match'],
  ['minLength', 'characters from'],
  ['maxLength', 'characters up to'],
  ['minimum', 'from'],
  ['maximum', 'up to'],
  ['minItems', 'entries from'],
  ['maxItems', 'entries up to'],
  ['default', 'when absent'],
] as const;

/** What a value has to be, beside its type. */
export function wordsOf(schema: unknown): string {
  const of = read(schema);
  const said = constraints.flatMap(([member, word]) => {
    const value = of[member];
    return value === undefined ? [] : [`${word} ${[value].flat().map(String).join(', ')}`];
  });
  return [of.description, ...said].filter(Boolean).join('; ');
}

/** A value that has every needed member, to begin with. */
export function exampleOf(
  schema: unknown,
  defs: Readonly<Record<string, unknown>> = read(schema).$defs,
  depth = 0,
): unknown {
  const told = read(schema);
  const of = told.$ref === undefined ? told : read(defs[told.$ref.split('/').at(-1) ?? '']);
  if (of.const !== undefined) return of.const;
  if (of['default'] !== undefined) return of['default'];
  if (of.enum !== undefined) return of.enum[0];
  const first = of.allOf[0] ?? of.anyOf[0] ?? of.oneOf[0];
  if (depth > DEEPEST) return {};
  if (of.type === undefined && first !== undefined) return exampleOf(first, defs, depth + 1);
  if (of.items !== undefined) return [exampleOf(of.items, defs, depth + 1)];
  if (of.type === 'object')
    return Object.fromEntries(of.required.map((name) => [name, exampleOf(of.properties[name], defs, depth + 1)]));
  if (of.type === 'integer' || of.type === 'number') return of['minimum'] ?? 1;
  return of.type === 'boolean' ? true : '…';
}
