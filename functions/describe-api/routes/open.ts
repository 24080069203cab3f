import { anything, type RouteDescriptions } from './route-description.ts';

/** What needs no token. */
export const openRoutes: RouteDescriptions = {
  'GET /api/openapi.json': { summary: 'This description', answer: { status: 200, shape: anything } },
  'GET /health': { summary: 'Whether every part is up', answer: { status: 200, shape: anything } },
};
