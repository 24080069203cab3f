import { refuse } from '#shared/refusal.ts';
import { guidanceOf } from '../../../line/alarm-book.ts';
import type { Line } from '../../../line/line.ts';
import { Refused } from '../../../refused.ts';
import type { Alarms } from '../../../store/alarms.ts';
import { type Route, route } from '../route.ts';
import { numberIn } from './number-in.ts';

export interface AlarmNeeds {
  readonly alarms: Alarms;
  /** Lines with what is open at them now, whether it could be stored or not. */
  readonly alarmBooks: readonly { readonly name: string; readonly alarms: Pick<Line['alarms'], 'open'> }[];
}

/** Alarms in one page. */
const MOST = 100;

/** Alarms of a line: what is open, and what there was, each with what is behind it and what to do. */
export const alarmRoutes = ({ alarms, alarmBooks }: AlarmNeeds): Route[] => [
  route({ method: 'GET', path: '/api/lines/{line}/alarms', needs: 'read-report' }, ({ path, query }) => {
    const line = alarmBooks.find(({ name }) => name === path['line']);
    if (line === undefined) throw new Refused(refuse('not-found', `this site has no line ${path['line']}`));
    if (query.has('open')) return { status: 200, body: { alarms: line.alarms.open() } };
    const most = numberIn(query, 'limit') ?? MOST;
    if (most < 1 || most > MOST)
      throw new Refused(refuse('bad-parameter', `limit must be 1 to ${MOST}`, { at: 'limit' }));
    const asked = { batch: numberIn(query, 'batch'), before: numberIn(query, 'before') };
    const found = alarms.history(line.name, { ...asked, most: most + 1 });
    const page = found.slice(0, most).map((alarm) => ({ ...alarm, ...guidanceOf(alarm.code) }));
    // One more than asked for was looked up: whether there is another page is known without an empty one.
    const next = found.length > most ? page.at(-1)?.alarm : undefined;
    return { status: 200, body: { alarms: page, ...(next !== undefined && { next }) } };
  }),
];
