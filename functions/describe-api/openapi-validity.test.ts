import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { openapi } from './openapi.ts';
import { reference } from './reference.ts';
import { routes } from './routes.ts';

const document = JSON.parse(JSON.stringify(openapi(routes)));

const text = { type: 'string', minLength: 1 };
const map = (of: object) => ({ type: 'object', additionalProperties: of });
const closed = (required: readonly string[], properties: object) => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
});
const ref = closed(['$ref'], { $ref: { type: 'string', pattern: '^#/components/' } });
const schema = { type: ['object', 'boolean'] };
const header = { anyOf: [ref, closed(['schema'], { description: text, schema, example: true })] };
const media = map(closed(['schema'], { schema }));
const response = {
  anyOf: [ref, closed(['description'], { description: text, headers: map(header), content: media })],
};
const ownParameter = closed(['name', 'in', 'required', 'description', 'schema'], {
  name: text,
  in: { enum: ['path', 'query', 'header'] },
  required: { type: 'boolean' },
  description: text,
  style: { const: 'form' },
  explode: { type: 'boolean' },
  schema,
});
const parameter = { anyOf: [ref, ownParameter] };
const operation = {
  ...closed(['summary', 'responses', 'security'], {
    summary: text,
    parameters: { type: 'array', items: parameter },
    requestBody: closed(['content'], { required: { type: 'boolean' }, content: media }),
    responses: {
      type: 'object',
      patternProperties: { '^([1-5][0-9]{2}|default)$': response },
      additionalProperties: false,
      minProperties: 1,
    },
    security: { type: 'array', items: map({ type: 'array', items: text }) },
  }),
  patternProperties: { '^x-': true },
};
const flow = closed(['scopes', 'tokenUrl'], { tokenUrl: text, authorizationUrl: text, scopes: map(text) });
/** OpenAPI 3.1.0 §4.8, as far as this document goes: what is not here is not used, and a misspelt member is refused. */
const rules = closed(['openapi', 'info', 'paths'], {
  openapi: { const: '3.1.0' },
  info: closed(['title', 'version'], {
    title: text,
    version: text,
    description: text,
    license: closed(['name'], { name: text, identifier: text }),
  }),
  servers: { type: 'array', items: closed(['url'], { url: text }) },
  paths: {
    type: 'object',
    patternProperties: {
      '^/': {
        type: 'object',
        patternProperties: { '^(get|put|post|delete|options|head|patch)$': operation },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  },
  components: closed([], {
    securitySchemes: map(
      closed(['type', 'flows'], {
        type: { const: 'oauth2' },
        description: text,
        flows: closed([], { clientCredentials: flow, authorizationCode: flow }),
      }),
    ),
    parameters: map(ownParameter),
    responses: map(response),
    headers: map(header),
  }),
});

const operations: [string, string, ReturnType<typeof Object>][] = Object.entries(document.paths)
  .flatMap(([path, methods]) =>
    Object.entries(Object(methods)).map(([method, one]) => [path, method, Object(one)] as const),
  )
  .map(([path, method, one]) => [path, method, one]);

/** Everything under a member of that name, wherever it is. */
function under(name: string, value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => (key === name ? [one] : under(name, one)));
}

describe('the OpenAPI document', () => {
  test('is one of OpenAPI 3.1', () => {
    const validate = new Ajv2020({ allErrors: true, strict: false }).compile(rules);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('describes shapes in JSON Schema 2020-12', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const one of under('schema', document)) expect(ajv.validateSchema(Object(one))).toBe(true);
  });

  test('refers only to what it has', () => {
    for (const pointer of under('$ref', document)) {
      const found = String(pointer)
        .slice(2)
        .split('/')
        .reduce((at, name) => Object(at)[name], document);
      expect(found, String(pointer)).toBeDefined();
    }
  });

  test('declares every parameter of a path, required, and none twice', () => {
    for (const [path, method, { parameters = [] }] of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = parameters.filter((one: { in: string }) => one.in === 'path');
      expect(
        declared.map(({ name }: { name: string }) => name),
        `${method} ${path}`,
      ).toEqual(inPath);
      expect(declared.every(({ required }: { required: boolean }) => required)).toBe(true);
      const names = parameters.map(
        (one: { in: string; name: string; $ref?: string }) => one.$ref ?? `${one.in} ${one.name}`,
      );
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test('tells no two paths that are one', () => {
    const shapes = Object.keys(document.paths).map((path) => path.replace(/\{\w+\}/g, '{}'));
    expect(shapes.filter((path, i) => shapes.indexOf(path) !== i)).toEqual([]);
  });
});

test('docs/api.md is what the routes say: npx node functions/describe-api/write-reference.ts', () => {
  expect(readFileSync('docs/api.md', 'utf8')).toBe(reference(routes));
});
