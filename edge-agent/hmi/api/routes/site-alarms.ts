import { refuse } from '#shared/refusal.ts';
import { Refused } from '../../../refused.ts';
import type { SiteAlarms } from '../../../site/site-alarms.ts';
import { type Route, route } from '../route.ts';
import { numberIn } from './number-in.ts';

export interface SiteAlarmNeeds {
  readonly siteAlarms: Pick<SiteAlarms, 'open' | 'history'>;
}

/** Alarms in one page. */
const MOST = 100;

/** Alarms of the site: what is open, and what there was, each with what is behind it and what to do. */
export const siteAlarmRoutes = ({ siteAlarms }: SiteAlarmNeeds): Route[] => [
  route({ method: 'GET', path: '/api/alarms', needs: 'read-report' }, ({ query }) => {
    if (query.has('open')) return { status: 200, body: { alarms: siteAlarms.open() } };
    const most = numberIn(query, 'limit') ?? MOST;
    if (most < 1 || most > MOST)
      throw new Refused(refuse('bad-parameter', `limit must be 1 to ${MOST}`, { at: 'limit' }));
    const found = siteAlarms.history({ before: numberIn(query, 'before'), most: most + 1 });
    const alarms = found.slice(0, most);
    const next = found.length > most ? alarms.at(-1)?.alarm : undefined;
    return { status: 200, body: { alarms, ...(next !== undefined && { next }) } };
  }),
];
