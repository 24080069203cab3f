import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { epcisQueries, eventParameters } from '#common/queries/epcis.ts';
import { queries } from '#common/queries/queries.ts';
import { verifyQueries } from '#common/queries/verify.ts';
import type { QueryShape } from '#common/query-parameters.ts';
import { headerParameters, headersOf } from './headers.ts';
import type { RouteDescription } from './routes/route-description.ts';

/** What is described of a query parameter. */
export interface QueryParameter {
  readonly name: string;
  readonly in: 'query';
  readonly required: boolean;
  readonly description: string;
  readonly schema: ParameterSchema;
}
type ParameterSchema = ReturnType<typeof toJsonSchema>;

const all: Readonly<Record<string, QueryShape>> = { ...queries, ...epcisQueries, ...verifyQueries };

/** The shapes of a route's query parameters, those that its function reads them by. */
export const shapesOf = (route: string): QueryShape => all[route] ?? {};

/** All parameters of a route, as OpenAPI describes them. Those of many routes are components. */
export function parametersOf(route: string, description: RouteDescription): object[] {
  const shape = shapesOf(route);
  const query =
    shape === eventParameters ? Object.keys(eventComponents).map(component) : Object.values(componentsOf(shape));
  return [...pathParameters(route), ...query, ...headersOf(route, description).map(component)];
}

const component = (name: string) => ({ $ref: `#/components/parameters/${name}` });

/** Names whose end the sender chooses are members of one object: OpenAPI has no other word for them (§4.8.12, style form, exploded). */
const isChosen = (name: string) => name.endsWith('>');

function componentsOf(shape: QueryShape): Readonly<Record<string, object>> {
  const told = Object.entries(shape).map(([name, one]) => queryParameter(name, one));
  const chosen = told.filter(({ name }) => isChosen(name));
  return {
    ...Object.fromEntries(told.filter(({ name }) => !isChosen(name)).map((one) => [one.name, one])),
    ...(chosen.length > 0 && { chosen: chosenNames(chosen) }),
  };
}

const chosenNames = (some: readonly QueryParameter[]) => ({
  name: 'chosen',
  in: 'query',
  required: false,
  description: 'parameters whose names end in what the sender chooses',
  style: 'form',
  explode: true,
  schema: {
    type: 'object',
    patternProperties: Object.fromEntries(
      some.map(({ name, description }) => [`^${name.replace(/<\w+>$/, '.+')}$`, { type: 'string', description }]),
    ),
    additionalProperties: false,
  },
});

const eventComponents = componentsOf(eventParameters);

/** Parameters that many routes have. */
export const parameterComponents = { ...headerParameters, ...eventComponents };

/** What a shape says of itself: kind, range, words, and whether it may be absent. */
export function queryParameter(name: string, shape: v.GenericSchema): QueryParameter {
  // What comes out of a shape is its kind: a number was text on the way.
  const { $schema: _, description = '', ...schema } = toJsonSchema(shape, { errorMode: 'ignore', typeMode: 'output' });
  const isNumber = schema.type === 'integer' && schema.default !== undefined;
  return {
    name,
    in: 'query',
    required: shape.type !== 'optional',
    description,
    schema: { ...schema, ...(isNumber && { default: Number(schema.default) }) },
  };
}

/** What the parts of paths are; a route whose parts are not here does not pass its test. */
const parts: Readonly<Record<string, string>> = {
  captureID: 'id of a capture job',
  client: 'id of a machine client in its tenant',
  code: 'a serialized code: Digital Link, EPC URN or element string, percent-encoded',
  deliveryId: 'id of a delivery',
  documentId: 'id of a document that a partner sent',
  message: 'id of a message that a partner sent, and that is no events',
  kind: 'kind of credential: password, token, api-key, client, certificate or ssh-key',
  generation: 'number of a key for AS2 or SFTP, from 1',
  epc: 'an EPC as URN or Digital Link, percent-encoded; /history, /parents or /contents may follow',
  eventID: 'id of an event, percent-encoded',
  exceptionId: 'id of an exception',
  country: 'ISO 3166-1 alpha-2 code of a country',
  market: 'market of a regulator, as eu',
  id: 'id of a transaction with a national verification system, or of a verification',
  alertId: 'id of an alert',
  noticeId: 'id of a notice of a regulator',
  of: 'GTIN of 14 digits, or company prefix of 4 to 12',
  figure: 'a figure of the reconciliation, or the kind of a difference',
  gln: 'GLN, 13 digits',
  grantee: 'the other tenant',
  gtin: 'GTIN, 14 digits',
  importId: 'id of a list, chosen by who brings it in',
  listener: 'id of a listener',
  lot: 'lot number',
  name: 'name of a mapping',
  order: 'id of an order',
  partner: 'id of a partner',
  n: 'name of a delivery to a listener',
  pool: 'id of a pool',
  queryName: 'name of a query',
  recall: 'id of a recall',
  refillId: 'id of a refill',
  requestId: 'id of a serial request',
  serial: 'serial number',
  subscriptionID: 'id of a subscription',
  token: 'a page token',
  username: 'user name',
  value: 'a value that events have, percent-encoded; /events may follow',
  version: 'number of a version, from 1',
  vocabulary: 'name of a vocabulary, or its URI, percent-encoded',
};

function pathParameters(route: string): object[] {
  return [...route.matchAll(/\{(\w+)\+?\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: parts[name],
    schema: { type: 'string', minLength: 1 },
  }));
}
