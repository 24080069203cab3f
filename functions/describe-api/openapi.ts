import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { mediaOf } from './media.ts';
import { parameterComponents, parametersOf } from './parameters.ts';
import type { RouteDescription } from './routes/route-description.ts';

/** The OpenAPI 3.1 document of the routes. */
export function openapi(routes: Readonly<Record<string, RouteDescription>>) {
  const paths: Record<string, Record<string, object>> = {};
  for (const [route, description] of Object.entries(routes)) {
    const [method = '', path = ''] = route.split(' ');
    const operations = paths[path.replace('+}', '}')] ?? {};
    operations[method.toLowerCase()] = operation(route, description);
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
      parameters: parameterComponents,
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
          headers: { ...rateLimits, 'Retry-After': { $ref: '#/components/headers/retryAfter' } },
          content: { 'application/problem+json': { schema: problem } },
        },
        tooMany: {
          description:
            'The tenant, or one of its callers, made more calls than it may. When all callers together make more than the installation takes, the gateway answers by itself, without a problem document',
          headers: { ...rateLimits, 'Retry-After': { $ref: '#/components/headers/retryAfter' } },
          content: {
            'application/problem+json': { schema: problem },
            'application/json': { schema: { type: 'object', properties: { message: { type: 'string' } } } },
          },
        },
      },
      headers: {
        rateLimitPolicy: {
          description:
            'So many calls (q) in so many seconds (w) may the tenant make, one of its callers, and all callers together (draft-ietf-httpapi-ratelimit-headers)',
          schema: { type: 'string' },
          example: '"tenant";q=500;w=5, "client";q=250;w=5, "stage";q=4000;w=1',
        },
        rateLimit: {
          description: 'So many calls (r) are left, and all will be in so many seconds (t)',
          schema: { type: 'string' },
          example: '"tenant";r=481;t=1, "client";r=231;t=1',
        },
        retryAfter: { description: 'Seconds, where asking again helps', schema: { type: 'integer' } },
      },
    },
  };
}

/** What holds for every route. */
const about = [
  'Pharmaceutical serialization, levels 1 to 5.',
  'A call on another tenant’s data names it in the header `Seriate-Acting-For` and needs that tenant’s grant.',
  'A write may be sent again: PUT and DELETE by their path, a POST that makes something by an id in its body that the caller chooses (`requestId`,',
  '`id`, `lot`), a captured event by its own id. (Rotating a secret and beginning an upload are another one each time.) Such an id names the request:',
  'what it made is found by what the answer says, which for cases of the desk and of the DSCSA is an id of their own. A listener goes by its name: the same request makes one.',
  'Whoever lost an answer sends the same again; the same id with other content is refused with 409.',
  'Lists come in pages: `next` of one is `after` of the following.',
  'A refusal is a problem document (RFC 9457) that names the place (`at`), the rule and the remedy.',
  'A query parameter that a route does not know is refused with 400, which names those it knows; so are a member of a body that it does not know, one that',
  'stands twice, and a body where none is taken (`{}` is let pass).',
  'How many calls a tenant and each of its callers may make is told in `RateLimit-Policy`, what is left of it in `RateLimit`;',
  'whoever is turned away (429) or meets a busy row (503) asks again after `Retry-After` seconds, or one.',
  'Some answers are the gateway’s own and no problem documents, `{"message": …}`: 401 without an `Authorization` header, 429 when all callers together',
  'ask for more than the installation takes, 413 above 10 MB, 500 and 503 when a function fails or does not answer in 30 seconds.',
].join(' ');

const rateLimits = {
  'RateLimit-Policy': { $ref: '#/components/headers/rateLimitPolicy' },
  RateLimit: { $ref: '#/components/headers/rateLimit' },
};

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

function operation(route: string, description: RouteDescription): object {
  const { summary, permission, body, answer } = description;
  const content = (shape: v.GenericSchema) => ({ 'application/json': { schema: schemaOf(shape) } });
  return {
    summary,
    ...(permission === undefined ? { security: [] } : { security: [{ token: [] }], 'x-permission': permission }),
    parameters: parametersOf(route, description),
    ...(body && { requestBody: { required: true, content: content(body) } }),
    responses: {
      [answer.status]: {
        description: 'Done',
        headers: rateLimits,
        ...(answer.shape && { content: { ...content(answer.shape), ...furtherMedia(route) } }),
      },
      '429': { $ref: '#/components/responses/tooMany' },
      default: { $ref: '#/components/responses/problem' },
    },
  };
}

/** The same in other words: XML and CSV have no schema here. */
const furtherMedia = (route: string) =>
  Object.fromEntries(
    mediaOf(route)
      .slice(1)
      .map((media) => [media, { schema: media.endsWith('json') ? { type: 'object' } : { type: 'string' } }]),
  );

/** The JSON Schema (2020-12) of a shape as a caller sends it. */
export function schemaOf(shape: v.GenericSchema) {
  // Transforms (trim, number from text) have no JSON Schema; the shape they start from is what a caller sends.
  const { $schema: _, ...rest } = toJsonSchema(shape, { errorMode: 'ignore', typeMode: 'input' });
  return rest;
}
