import * as v from 'valibot';
import { resources } from '#common/epcis/resources.ts';
import { anything, type RouteDescriptions } from './route-description.ts';

const vocabularies = v.object({
  vocabularies: v.array(
    v.object({ vocabulary: v.string(), type: v.string(), count: v.number(), more: v.optional(v.boolean()) }),
  ),
});

/** What the EPCIS repository says of itself, its master data, and its SOAP binding. */
export const epcisRoutes: RouteDescriptions = {
  ...Object.fromEntries(
    Object.keys(resources).map((path) => [
      `OPTIONS ${path}`,
      {
        summary: 'Methods, versions, formats and limits of the resource (EPCIS 2.0, REST binding)',
        permission: 'events:query' as const,
        answer: { status: 204 },
      },
    ]),
  ),
  'GET /epcis/soap': {
    summary: 'The query control interface in WSDL',
    permission: 'events:query',
    answer: { status: 200, shape: anything },
  },
  'POST /epcis/soap': {
    summary: 'The query control interface in SOAP 1.1 and 1.2: poll, subscribe and the rest (EPCIS 1.2 and 2.0)',
    permission: 'events:query',
    answer: { status: 200, shape: anything },
  },
  'GET /api/vocabularies': {
    summary: 'Vocabularies of master data that documents brought, with their number of elements up to 1,000',
    permission: 'events:query',
    answer: { status: 200, shape: vocabularies },
  },
  'GET /api/vocabularies/{vocabulary}/elements': {
    summary: 'Elements of a vocabulary, by the parameters of SimpleMasterDataQuery, as JSON or XML',
    permission: 'events:query',
    answer: { status: 200, shape: anything },
  },
};
