import { anything, type RouteDescription, type RouteDescriptions } from './route-description.ts';

const reading = (summary: string): RouteDescription => ({
  summary,
  permission: 'events:query',
  answer: { status: 200, shape: anything },
});

const resources = {
  eventTypes: 'event types',
  epcs: 'EPCs',
  bizSteps: 'business steps',
  bizLocations: 'business locations',
  readPoints: 'read points',
  dispositions: 'dispositions',
};

/** Queries of the EPCIS repository. */
export const queryRoutes: RouteDescriptions = {
  'GET /epcis': reading('The top-level resources'),
  'GET /epcis/events': reading('Query events (EPCIS 2.0 SimpleEventQuery)'),
  'GET /epcis/events/{eventID+}': reading('One event with every error declaration about it'),
  ...Object.fromEntries(
    Object.entries(resources).flatMap(([resource, values]) => [
      [`GET /epcis/${resource}`, reading(`The ${values} that events have`)],
      [
        `GET /epcis/${resource}/{value+}`,
        reading(`What is below one of the ${values}; with /events at the end, its events`),
      ],
    ]),
  ),
  'GET /epcis/queries': reading('Named queries'),
  'POST /epcis/queries': {
    summary: 'Keep a query under a name',
    permission: 'queries:write',
    body: anything,
    answer: { status: 201 },
  },
  'GET /epcis/queries/{queryName}': reading('One named query'),
  'DELETE /epcis/queries/{queryName}': {
    summary: 'Delete a named query and end its subscriptions',
    permission: 'queries:write',
    answer: { status: 204 },
  },
  'GET /epcis/queries/{queryName}/events': reading(
    'Run a named query; further parameters restrict it, unless the query counts its events (eventCountLimit)',
  ),
  'DELETE /epcis/nextPageToken/{token}': {
    summary: 'Give a page token back before it expires',
    permission: 'events:query',
    answer: { status: 204 },
  },
};
