import { refuse } from '#shared/refusal.ts';
import type { LineCounters } from '../../../line/counters.ts';
import { Refused } from '../../../refused.ts';
import { type ApiRequest, type Route, route } from '../route.ts';

export interface CounterRouteNeeds {
  readonly countersOf: (line: string) => Pick<LineCounters, 'now' | 'reset'> | undefined;
}

/** PackML counters of a line and its effectiveness. */
export const counterRoutes = ({ countersOf }: CounterRouteNeeds): Route[] => {
  const known = ({ path }: Pick<ApiRequest, 'path'>) => {
    const found = countersOf(path['line'] ?? '');
    if (found === undefined) throw new Refused(refuse('not-found', `this site has no line ${path['line']}`));
    return found;
  };
  return [
    route({ method: 'GET', path: '/api/lines/{line}/counters', needs: 'read-report' }, (request) => ({
      status: 200,
      body: known(request).now(),
    })),
    route({ method: 'POST', path: '/api/lines/{line}/counters/reset', needs: 'command' }, (request) => {
      known(request).reset(request.who);
      return { status: 200, body: known(request).now() };
    }),
  ];
};
