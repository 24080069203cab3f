import { epcFormats } from '#common/epcis/identifier-format.ts';
import { resources } from '#common/epcis/resources.ts';
import { takesEventParameters } from '#common/queries/epcis.ts';
import { errorBehaviour } from '#common/store/capture-job-row.ts';
import { isGrantable } from '#shared/access/permissions.ts';
import type { RouteDescription } from './routes/route-description.ts';

interface RequestHeader {
  readonly what: string;
  readonly schema: object;
  readonly isOf: (route: string, description: RouteDescription) => boolean;
}

const text = { type: 'string' };
const version = { type: 'string', pattern: '^\\d+(\\.\\d+)*$' };
const isEpcis = (route: string) => resources[pathOf(route)] !== undefined && !route.startsWith('OPTIONS ');
const pathOf = (route: string) => route.split(' ')[1] ?? '';
const tellsEvents = (route: string) => takesEventParameters(route) || route === 'GET /epcis/events/{eventID+}';

/** Puts what somebody read in the place of what is there, or makes it. */
const writesWhole = (route: string) =>
  /^PUT \/api\/(users|grants|products|locations|partners|mappings)\/\{\w+\}$/.test(route);

/** Changes some of what somebody read, and makes nothing. */
const changesPart = (route: string) =>
  route.startsWith('POST /api/exceptions/') || route === 'PUT /api/clients/{client}';

/** Headers of a request that say more than HTTP does, each with the routes that read it. */
const headers: Readonly<Record<string, RequestHeader>> = {
  'Seriate-Acting-For': {
    what: 'the tenant on whose data the call works, under its grant; the caller’s own when absent',
    schema: text,
    isOf: (_, { permission }) => permission !== undefined && isGrantable(permission),
  },
  'If-Match': {
    what: 'what was seen, in quotes and never `*`; refused with 409 when it was changed since: version of an exception, as its ETag has it; `changedAt` of a person or machine client; `at` of a grant; of what is kept in versions `"3.2"`, the open version and its revision, or `"3"`, the latest one that is decided about',
    schema: text,
    isOf: (route) => changesPart(route) || writesWhole(route),
  },
  'If-None-Match': {
    what: 'makes what is not there yet; refused with 409 when it is',
    schema: { type: 'string', const: '*' },
    isOf: writesWhole,
  },
  'Idempotency-Key': {
    what: 'what the sender knows the document by: sent again under it, it is known; the hash of its bytes when absent',
    schema: text,
    isOf: (route) => route === 'POST /api/inbound-documents',
  },
  'GS1-EPCIS-Version': { what: 'version of EPCIS to speak: 2.0.0', schema: version, isOf: isEpcis },
  'GS1-EPCIS-Min': { what: 'lowest version of EPCIS that will do', schema: version, isOf: isEpcis },
  'GS1-EPCIS-Max': { what: 'highest version of EPCIS that will do', schema: version, isOf: isEpcis },
  'GS1-CBV-Version': { what: 'version of the vocabulary to speak: 2.0.0', schema: version, isOf: isEpcis },
  'GS1-CBV-Min': { what: 'lowest version of the vocabulary that will do', schema: version, isOf: isEpcis },
  'GS1-CBV-Max': { what: 'highest version of the vocabulary that will do', schema: version, isOf: isEpcis },
  'GS1-EPC-Format': {
    what: 'how EPCs are spelled',
    schema: { type: 'string', enum: epcFormats, default: 'Always_GS1_Digital_Link' },
    isOf: tellsEvents,
  },
  'GS1-CBV-XML-Format': {
    what: 'how XML spells words of the vocabulary; URNs when absent',
    schema: { type: 'string', enum: ['Always_URN', 'Always_Web_URI', 'No_Preference', 'Never_Translates'] },
    isOf: tellsEvents,
  },
  'GS1-Extensions': {
    what: 'prefixes of names in parameters, `prefix=namespace`, separated by commas',
    schema: text,
    isOf: takesEventParameters,
  },
  'GS1-Capture-Error-Behaviour': {
    what: 'what becomes of a document when one of its events cannot be stored',
    schema: { type: 'string', enum: errorBehaviour.options, default: 'rollback' },
    isOf: (route) => route === 'POST /epcis/capture',
  },
  'Seriate-Explain': {
    what: 'the answer tells in `Seriate-Query-Plan` how it was found',
    schema: { type: 'string', const: 'true' },
    isOf: takesEventParameters,
  },
};

/** Names of the headers that a route reads. */
export const headersOf = (route: string, description: RouteDescription): string[] =>
  Object.entries(headers).flatMap(([name, { isOf }]) => (isOf(route, description) ? [name] : []));

/** All of them as OpenAPI describes parameters. */
export const headerParameters = Object.fromEntries(
  Object.entries(headers).map(([name, { what, schema }]) => [
    name,
    { name, in: 'header', required: false, description: what, schema },
  ]),
);
