import * as v from 'valibot';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { findScanned } from '../../../line/packing/look-up.ts';
import { Refused } from '../../../refused.ts';
import type { Batches } from '../../../store/batches.ts';
import { type Containers, containerStates } from '../../../store/containers.ts';
import type { Database } from '../../../store/database.ts';
import { Packs } from '../../../store/packs.ts';
import { bodyRoute, type Route, route } from '../route.ts';

export interface PackRouteNeeds {
  readonly db: Database;
  readonly batches: Batches;
  readonly containers: Containers;
}

/** What is in what: containers of a batch, and whatever somebody scans. */
export const packRoutes = ({ db, batches, containers }: PackRouteNeeds): Route[] => [
  route({ method: 'GET', path: '/api/batches/{batch}/containers', needs: 'read-report' }, ({ path, query }) => {
    const batch = batches.find(Number(path['batch']));
    if (batch === undefined) throw new Refused(refuse('not-found', `there is no batch ${path['batch']}`));
    const state = query.get('state');
    if (state !== null && !containerStates.some((one) => one === state)) {
      throw new Refused(
        refuse('bad-parameter', `no container is ever ${state}`, {
          at: 'state',
          remedy: `One of ${containerStates.join(', ')}.`,
        }),
      );
    }
    const all = containers.of(batch.batch).filter((one) => state === null || one.state === state);
    return { status: 200, body: { containers: all.map((one) => ({ ...one, holds: containers.holds(one) })) } };
  }),
  bodyRoute(
    { method: 'POST', path: '/api/look-up', needs: 'read-report' },
    v.strictObject({ scan: v.pipe(v.string(), v.minLength(1), v.maxLength(500)) }),
    ({ body }) => {
      const packs = new Packs(db);
      const found = findScanned({ packs, containers, batches }, body.scan);
      if (isRefusal(found)) throw new Refused({ ...found, at: '/scan' });
      if (found === undefined)
        throw new Refused(refuse('not-found', 'what was scanned is of no batch of this site', { at: '/scan' }));
      if ('pack' in found) return { status: 200, body: { is: 'pack', ...found.pack } };
      const { container } = found;
      const inside = { packs: packs.inside(container), containers: containers.inside(container) };
      return { status: 200, body: { is: container.level, ...container, inside } };
    },
  ),
];
