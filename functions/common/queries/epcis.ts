import * as v from 'valibot';
import { parameterFamilies } from '#shared/epcis/query/parameter-table.ts';
import { resources } from '../epcis/resources.ts';
import { after, countElse, nextPageToken, oneOf, perPage, type QueryShape, text } from '../query-parameters.ts';

const page = (most: number) => ({ perPage: perPage(most), nextPageToken });

/** Parameters of SimpleEventQuery, from the table that reads them; `<…>` at the end of a name is the sender's choice. */
export const eventParameters: QueryShape = {
  ...Object.fromEntries(
    parameterFamilies.map(({ name, isList, value }) => [
      name,
      v.optional(v.pipe(v.string(), v.description(isList ? `${value}; several are joined by |` : value))),
    ]),
  ),
  ...page(1000),
};

/** Routes that are asked by these. */
export const takesEventParameters = (route: string): boolean => {
  const [method = '', path = ''] = route.split(' ');
  const kind = resources[path]?.kind;
  return method === 'GET' && !path.includes('{eventID') && (kind === 'events' || kind === 'named-events');
};

const eventRoutes = Object.keys(resources)
  .map((path) => `GET ${path}`)
  .filter(takesEventParameters);
const lists = Object.keys(resources).filter((path) => /^\/epcis\/(eventTypes|epcs|\w+s)$/.test(path));

const words = (what: string) => text(`${what}; several are joined by |`, 8000);

/** Of the EPCIS interface and of master data that documents brought. Their own readers judge values (`shared/epcis/query/`). */
export const epcisQueries: Readonly<Record<string, QueryShape>> = {
  ...Object.fromEntries(lists.map((path) => [`GET ${path}`, page(1000)])),
  'GET /epcis/capture': { running: oneOf(['true'], 'only those that are not through'), ...page(200) },
  'GET /epcis/capture/{captureID}/errors': page(500),
  'GET /epcis/queries': page(30),
  'GET /epcis/queries/{queryName}/subscriptions': page(1000),
  ...Object.fromEntries(eventRoutes.map((route) => [route, eventParameters])),
  'GET /api/vocabularies/{vocabulary}/elements': {
    EQ_name: words('elements of these ids'),
    WD_name: words('elements of these ids and all inside them'),
    HASATTR: words('elements with one of these attributes'),
    'EQATTR_<attribute>': words('elements whose attribute has one of these values'),
    attributeNames: words('attributes to tell'),
    includeAttributes: oneOf(['true', 'false'], 'true when absent'),
    includeChildren: oneOf(['true', 'false'], 'true when absent'),
    maxElementCount: text('more than this are refused'),
    limit: countElse(1, 1000, 100, 'elements a page looks at'),
    after,
  },
};
