import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { nmvsQueries } from '#common/queries/nmvs.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import type { AlertRow } from '#common/store/nmvs-alert-row.ts';
import { alertMove } from '#shared/messages/nmvs-api.ts';
import { refuse } from '#shared/refusal.ts';
import { type AlertState, alertCodes, alertStates, mayGo, nextStates } from '#shared/regimes/eu/nmvs/alert.ts';
import type { ApiNeeds } from './needs.ts';

type Needs = Pick<ApiNeeds, 'alerts' | 'registryTable' | 'now'>;

/** What is left to be done about an alert. */
const openStates = alertStates.filter((state) => nextStates(state).length > 0);

/** Alerts by id, each with what its code means and why it was probably raised. */
export const listAlerts =
  ({ alerts }: Needs): Endpoint =>
  async (request) => {
    const { state: only, ...asked } = readQuery(nmvsQueries['GET /api/nmvs/alerts'], request);
    const state = only === 'open' ? openStates : only;
    const { tenant, url, queryString } = request;
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const page = await alerts.list(tenant, { ...asked, state, after: placeIn(paged) });
    const more = page.next !== undefined && { next: tokenOf(paged, page.next) };
    return { status: 200, body: { alerts: page.alerts.map(tellAlert), ...more } };
  };

/** One alert, with all that people did about it. */
export const showAlert =
  ({ alerts }: Pick<Needs, 'alerts'>): Endpoint =>
  async ({ tenant, path }) => ({ status: 200, body: tellAlert(await alertOf(alerts, tenant, path['alertId'])) });

/** @throws Refused `not-found` */
async function alertOf(alerts: Needs['alerts'], tenant: string, alertId = ''): Promise<AlertRow> {
  const remedy = 'GET /api/nmvs/alerts lists them';
  return orRefuse((await alerts.get(tenant, alertId)) ?? refuse('not-found', `no alert ${alertId}`, { remedy }));
}

/** Moves an alert on, with the reason. The very same again answers how it stands. */
export const moveAlert =
  ({ alerts, registryTable, now }: Needs): Endpoint =>
  async (request) => {
    const { tenant, path, caller } = request;
    const { state, reason, version } = read(alertMove, json(request));
    const was = await alertOf(alerts, tenant, path['alertId']);
    const { alertId } = was;
    if (isSame(was, { by: caller, state, reason })) return { status: 200, body: tellAlert(was) };
    if (version !== undefined && version !== was.version) throw changedMeanwhile(was);
    if (!mayGo(was.state, state)) throw new Refused(cannotGo(was, state));
    const at = now().toISOString();
    const entry = entryOf(request, at, 'nmvs-alert-moved', `nmvs-alert ${alertId}`, {
      detail: { from: was.state, to: state, reason },
    });
    const moved = await alerts.move(
      tenant,
      was,
      { at, by: caller, state, reason },
      auditPut(registryTable, tenant, entry),
    );
    if (moved === 'changed') {
      const now = await alerts.get(tenant, alertId);
      if (now !== undefined && isSame(now, { by: caller, state, reason })) return { status: 200, body: tellAlert(now) };
      throw changedMeanwhile(now ?? was);
    }
    return {
      status: 200,
      body: tellAlert({
        ...was,
        state,
        version: was.version + 1,
        history: [...was.history, { at, by: caller, state, reason }],
      }),
    };
  };

/** Whoever lost the answer sends the very same again: it was done. */
function isSame({ history }: AlertRow, { by, state, reason }: Omit<AlertRow['history'][number], 'at'>): boolean {
  const last = history.at(-1);
  return last?.by === by && last.state === state && last.reason === reason;
}

const tellAlert = ({ pageKey, ...alert }: AlertRow) => ({ ...alert, meaning: alertCodes[alert.code] ?? alert.code });

function changedMeanwhile({ state, history }: AlertRow): Refused {
  const why = `the alert was changed meanwhile: it is ${state}, by ${history.at(-1)?.by ?? 'somebody'}`;
  return new Refused(refuse('conflict', why, { at: '/version', remedy: 'read it again, and decide anew' }));
}

const cannotGo = ({ state }: AlertRow, to: AlertState) =>
  refuse('conflict', `an alert that is ${state} does not become ${to}`, {
    at: '/state',
    remedy:
      nextStates(state).length === 0 ? 'a closed alert stays closed' : `take one of ${nextStates(state).join(', ')}`,
  });
