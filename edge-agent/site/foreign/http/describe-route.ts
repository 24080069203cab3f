import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import type { LineRoute } from './line-route.ts';

const security = [{ client: [] }];
const json = (schema: object) => ({ content: { 'application/json': { schema } } });

const orderParameter = {
  name: 'order',
  in: 'path',
  required: true,
  description: 'Id of the order, or `owner%2Forder`',
  schema: { type: 'string' },
};

/** A call as OpenAPI 3.1 describes it. */
export const operation = ({ path, summary, more, body, answer }: LineRoute) => ({
  summary,
  description: more,
  security,
  ...(path.includes('{order}') && { parameters: [orderParameter] }),
  ...(body && { requestBody: { required: true, ...json(schemaOf(body)) } }),
  responses: {
    '200': { description: 'Done, now or before under the same token', ...json(schemaOf(answer)) },
    default: { $ref: '#/components/responses/problem' },
  },
});

/** The JSON Schema (2020-12) of a shape as a caller sends it. */
export function schemaOf(shape: v.GenericSchema) {
  const { $schema: _, ...rest } = toJsonSchema(shape, { errorMode: 'ignore', typeMode: 'input' });
  return rest;
}
