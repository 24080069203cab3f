import type { Endpoint } from '#common/http.ts';
import { readPath, type View } from './read-path.ts';
import type { UnitEndpoint } from './unit-request.ts';

/** A unit and its views, which share a route: an EPC may hold slashes, so the route takes all that follows. */
export const unitViews =
  (views: Record<View, UnitEndpoint>): Endpoint =>
  async (request) => {
    const { epc, view } = readPath(request.path['epc'] ?? '');
    return views[view](request, epc);
  };
