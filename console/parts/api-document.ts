import * as v from 'valibot';

const parameter = v.looseObject({
  name: v.string(),
  in: v.picklist(['path', 'query', 'header']),
  required: v.optional(v.boolean(), false),
  description: v.optional(v.string(), ''),
  schema: v.optional(v.unknown(), {}),
});
export type Parameter = v.InferOutput<typeof parameter>;

/** Stands for one of the components. */
const reference = v.pipe(
  v.object({ $ref: v.string() }),
  v.transform(({ $ref }) => ({ named: $ref.split('/').at(-1) ?? '' })),
);
const content = v.optional(v.record(v.string(), v.looseObject({ schema: v.optional(v.unknown(), {}) })), {});
const answer = v.looseObject({ description: v.optional(v.string(), ''), content });
const operation = v.looseObject({
  summary: v.optional(v.string(), ''),
  'x-permission': v.optional(v.string()),
  parameters: v.optional(
    v.array(
      v.union([
        reference,
        v.pipe(
          parameter,
          v.transform((one) => ({ one })),
        ),
      ]),
    ),
    [],
  ),
  requestBody: v.optional(v.looseObject({ content })),
  responses: v.optional(
    v.record(
      v.string(),
      v.union([
        reference,
        v.pipe(
          answer,
          v.transform((one) => ({ one })),
        ),
      ]),
    ),
    {},
  ),
});

/** An OpenAPI 3.1 document, as far as a page of it is made. */
export const apiDocument = v.looseObject({
  paths: v.record(v.string(), v.record(v.string(), operation)),
  components: v.looseObject({ parameters: v.record(v.string(), parameter), responses: v.record(v.string(), answer) }),
});
export type ApiDocument = v.InferOutput<typeof apiDocument>;

export interface Answer {
  readonly status: string;
  readonly description: string;
  /** JSON Schema of what is answered; absent for an answer without a body. */
  readonly schema?: unknown;
  /** In which it can be asked for; the first is the usual one. */
  readonly media: readonly string[];
}

/** One thing that can be asked of the API. */
export interface Operation {
  /** `GET /api/lots/{lot}` */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** What it is about: the first part of its path that says so. */
  readonly tag: string;
  readonly summary: string;
  /** Absent where no token is needed. */
  readonly permission: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly body?: unknown;
  readonly answers: readonly Answer[];
}

/** All of them, by path. */
export const operationsOf = (document: ApiDocument): readonly Operation[] =>
  Object.entries(document.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, told]) => operationOf(document, path, method.toUpperCase(), told)),
    )
    .sort((one, other) => one.tag.localeCompare(other.tag) || one.path.localeCompare(other.path));

function operationOf(
  { components }: ApiDocument,
  path: string,
  method: string,
  told: v.InferOutput<typeof operation>,
): Operation {
  const body = told.requestBody && schemaIn(told.requestBody.content);
  return {
    id: `${method} ${path}`,
    method,
    path,
    tag: tagOf(path),
    summary: told.summary,
    permission: told['x-permission'],
    parameters: told.parameters.flatMap((one) => resolved(one, components.parameters) ?? []),
    ...(body !== undefined && { body }),
    answers: Object.entries(told.responses).flatMap(([status, one]) => {
      const found = resolved(one, components.responses);
      if (found === undefined) return [];
      const schema = schemaIn(found.content);
      const media = Object.keys(found.content);
      return [{ status, description: found.description, media, ...(schema !== undefined && { schema }) }];
    }),
  };
}

const schemaIn = (of: Readonly<Record<string, { readonly schema: unknown }>>): unknown => Object.values(of)[0]?.schema;

const resolved = <One>(
  told: { readonly one: One } | { readonly named: string },
  components: Readonly<Record<string, One>>,
): One | undefined => ('one' in told ? told.one : components[told.named]);

/** `/api/lots/{lot}` is of lots, `/epcis/queries` of epcis, `/health` of health. */
function tagOf(path: string): string {
  const [first = '', second = ''] = path.split('/').slice(1);
  return first === 'api' ? second : first;
}

/** Those whose path, words or permission hold every word that is looked for, and that are of a tag. */
export function narrowed(operations: readonly Operation[], words: string, tag: string): readonly Operation[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return operations.filter((one) => {
    const text = `${one.id} ${one.summary} ${one.permission ?? ''}`.toLowerCase();
    return (tag === '' || one.tag === tag) && wanted.every((word) => text.includes(word));
  });
}
