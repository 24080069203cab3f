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
import { type AlertState, alertCodes, mayGo, nextStates } from '#shared/regimes/eu/nmvs/alert.ts';
import type { ApiNeeds } from './needs.ts';

type Needs = Pick<ApiNeeds, 'alerts' | 'registryTable' | 'now'>;

/** Alerts by id, each with what its code means and why it was probably raised. */
export const listAlerts =
  ({ alerts }: Needs): Endpoint =>
  async (request) => {
    const asked = readQuery(nmvsQueries['GET /api/nmvs/alerts'], request);
    const { tenant, url, queryString } = request;
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const page = await alerts.list(tenant, { ...asked, after: placeIn(paged) });
    const more = page.next !== undefined && { next: tokenOf(paged, page.next) };
    return { status: 200, body: { alerts: page.alerts.map(tellAlert), ...more } };
  };

/** Moves an alert on, with the reason. The very same again answers how it stands. */
export const moveAlert =
  ({ alerts, registryTable, now }: Needs): Endpoint =>
  async (request) => {
    const { tenant, path, caller } = request;
    const { state, reason } = read(alertMove, json(request));
    const alertId = path['alertId'] ?? '';
    const was = orRefuse(
      (await alerts.get(tenant, alertId)) ??
        refuse('not-found', `no alert ${alertId}`, { remedy: 'GET /api/nmvs/alerts lists them' }),
    );
    if (isSame(was, { by: caller, state, reason })) return { status: 200, body: tellAlert(was) };
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
      throw new Refused(refuse('conflict', 'somebody else has just changed the alert', { remedy: 'read it again' }));
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

const cannotGo = ({ state }: AlertRow, to: AlertState) =>
  refuse('conflict', `an alert that is ${state} does not become ${to}`, {
    at: '/state',
    remedy:
      nextStates(state).length === 0 ? 'a closed alert stays closed' : `take one of ${nextStates(state).join(', ')}`,
  });
