import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import type { RouteDescription } from './routes/route-description.ts';

/** The OpenAPI 3.1 document of the routes. */
export function openapi(routes: Readonly<Record<string, RouteDescription>>) {
  const paths: Record<string, Record<string, object>> = {};
  for (const [route, description] of Object.entries(routes)) {
    const [method = '', path = ''] = route.split(' ');
    const operations = paths[path.replace('+}', '}')] ?? {};
    operations[method.toLowerCase()] = operation(path, description);
    paths[path.replace('+}', '}')] = operations;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Seriate',
      version: '0.1.0',
      description:
        'Pharmaceutical serialization, levels 1 to 5. A call on another tenant’s data names it in `Seriate-Acting-For`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/oauth2/token', scopes: {} } } },
      },
      responses: {
        problem: {
          description: 'Refused; says why and what to do',
          content: { 'application/problem+json': { schema: problem } },
        },
      },
    },
  };
}

const problem = {
  type: 'object',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    at: { type: 'string', description: 'JSON pointer or offset of the offending place' },
    rule: { type: 'string', description: 'Standard and clause' },
    remedy: { type: 'string', description: 'What to do next' },
  },
};

function operation(path: string, { summary, permission, query = {}, body, answer }: RouteDescription): object {
  const inPath = [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name]) => parameter(name ?? '', 'path', ''));
  const inQuery = Object.entries(query).map(([name, description]) => parameter(name, 'query', description));
  const content = (shape: v.GenericSchema) => ({ 'application/json': { schema: schema(shape) } });
  return {
    summary,
    ...(permission === undefined ? { security: [] } : { security: [{ token: [] }], 'x-permission': permission }),
    parameters: [...inPath, ...inQuery],
    ...(body && { requestBody: { required: true, content: content(body) } }),
    responses: {
      [answer.status]: { description: 'Done', ...(answer.shape && { content: content(answer.shape) }) },
      default: { $ref: '#/components/responses/problem' },
    },
  };
}

const parameter = (name: string, where: 'path' | 'query', description: string) => ({
  name,
  in: where,
  required: where === 'path',
  schema: { type: 'string' },
  ...(description && { description }),
});

function schema(shape: v.GenericSchema): object {
  // Transforms (trim, number from text) have no JSON Schema; the shape they start from is what a caller sends.
  const { $schema: _, ...rest } = toJsonSchema(shape, { errorMode: 'ignore', typeMode: 'input' });
  return rest;
}
