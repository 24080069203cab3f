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
      description: about,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'oauth2',
          description: 'People come by authorization code with PKCE, machines by client credentials.',
          flows: {
            clientCredentials: { tokenUrl: '/oauth2/token', scopes },
            authorizationCode: { authorizationUrl: '/oauth2/authorize', tokenUrl: '/oauth2/token', scopes },
          },
        },
      },
      responses: {
        problem: {
          description: 'Refused; says why and what to do',
          headers: { 'Retry-After': { description: 'Seconds, where asking again helps', schema: { type: 'integer' } } },
          content: { 'application/problem+json': { schema: problem } },
        },
        tooMany: {
          description:
            'More calls came than the installation takes; the gateway answers by itself, without a problem document',
          content: { 'application/json': { schema: { type: 'object', properties: { message: { type: 'string' } } } } },
        },
      },
      headers: {
        rateLimitPolicy: {
          description: 'What all callers together may ask for (draft-ietf-httpapi-ratelimit-headers)',
          schema: { type: 'string' },
          example: '"stage";q=1000;w=1',
        },
      },
    },
  };
}

/** What holds for every route. */
const about = [
  'Pharmaceutical serialization, levels 1 to 5.',
  'A call on another tenant’s data names it in the header `Seriate-Acting-For` and needs that tenant’s grant.',
  'A write may be sent again: PUT and DELETE by their path, a POST that makes something by an id in its body that the caller chooses (`requestId`,',
  '`id`, `lot`), a captured event by its own id. (Rotating a secret and beginning an upload are another one each time.)',
  'Whoever lost an answer sends the same again; the same id with other content is refused with 409.',
  'Lists come in pages: `next` of one is `after` of the following.',
  'A refusal is a problem document (RFC 9457) that names the place (`at`), the rule and the remedy.',
  'What the installation takes is announced in `RateLimit-Policy`; whoever is turned away (429) or meets a busy row (503) asks again after',
  '`Retry-After` seconds, or one.',
].join(' ');

const scopes = { 'seriate/read': 'Read', 'seriate/write': 'Write' };

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
  const content = (shape: v.GenericSchema) => ({ 'application/json': { schema: schemaOf(shape) } });
  return {
    summary,
    ...(permission === undefined ? { security: [] } : { security: [{ token: [] }], 'x-permission': permission }),
    parameters: [...inPath, ...inQuery],
    ...(body && { requestBody: { required: true, content: content(body) } }),
    responses: {
      [answer.status]: {
        description: 'Done',
        headers: { 'RateLimit-Policy': { $ref: '#/components/headers/rateLimitPolicy' } },
        ...(answer.shape && { content: content(answer.shape) }),
      },
      '429': { $ref: '#/components/responses/tooMany' },
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

/** The JSON Schema (2020-12) of a shape as a caller sends it. */
export function schemaOf(shape: v.GenericSchema) {
  // Transforms (trim, number from text) have no JSON Schema; the shape they start from is what a caller sends.
  const { $schema: _, ...rest } = toJsonSchema(shape, { errorMode: 'ignore', typeMode: 'input' });
  return rest;
}
