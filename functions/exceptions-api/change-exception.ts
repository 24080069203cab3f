import { entryOf } from '#common/entry-of.ts';
import { expectedBy } from '#common/expected-by.ts';
import { type Endpoint, json, type Request } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import { type ExceptionEntry, type ExceptionRow, isActive } from '#common/store/exception-row.ts';
import type { ExceptionChange, Exceptions } from '#common/store/exceptions.ts';
import { UNSEEN } from '#shared/expected.ts';
import { assignment, reopening, resolution } from '#shared/messages/exceptions-api.ts';
import { refuse } from '#shared/refusal.ts';
import { findException, tellWhole } from './tell-exception.ts';

export interface ChangeNeeds {
  readonly exceptions: Pick<Exceptions, 'get' | 'earlier' | 'change'>;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly now: () => Date;
}

/** Gives an active exception to somebody, who looks after it. */
export const assignException =
  (needs: ChangeNeeds): Endpoint =>
  async (request) => {
    const { to, version } = read(assignment, json(request));
    const row = await seen(needs, request, version);
    mustBe(row, isActive(row), 'only what is open can be assigned');
    return change(needs, request, row, { state: 'assigned', assignee: to }, { what: 'assigned', reason: `to ${to}` });
  };

/** Ends an active exception with a reason. No rule opens it again. */
export const resolveException =
  (needs: ChangeNeeds): Endpoint =>
  async (request) => {
    const { reason, outcome, version } = read(resolution, json(request));
    const row = await seen(needs, request, version);
    mustBe(row, isActive(row), 'only what is open can be resolved');
    return change(needs, request, row, { state: 'resolved', outcome }, { what: 'resolved', reason });
  };

/** Opens a resolved or cleared exception again. */
export const reopenException =
  (needs: ChangeNeeds): Endpoint =>
  async (request) => {
    const { reason, version } = read(reopening, json(request));
    const row = await seen(needs, request, version);
    mustBe(row, !isActive(row), 'only what is resolved or cleared can be opened again');
    const reopened = { state: 'open', assignee: undefined, outcome: undefined } as const;
    return change(needs, request, row, reopened, { what: 'reopened', reason });
  };

/** The exception, if it is still as the caller saw it. */
async function seen({ exceptions }: ChangeNeeds, request: Request, version: number | undefined): Promise<ExceptionRow> {
  const expected = expectedBy(request);
  const row = await findException(exceptions, request);
  const isSame = expected === undefined || expected.tag === String(row.version);
  if (!isSame || (version ?? row.version) !== row.version) throw new Refused(overtaken(row));
  return row;
}

function mustBe(row: ExceptionRow, isSo: boolean, remedy: string): void {
  if (!isSo) throw new Refused(refuse('conflict', `exception ${row.exceptionId} is ${row.state}`, { remedy }));
}

async function change(
  { exceptions, registryTable, now }: ChangeNeeds,
  request: Request,
  row: ExceptionRow,
  to: ExceptionChange,
  entry: Pick<ExceptionEntry, 'reason'> & { readonly what: 'assigned' | 'resolved' | 'reopened' },
) {
  const { tenant, caller: by } = request;
  const at = now().toISOString();
  const { exceptionId, rule } = row;
  const detail = { rule, ...entry, ...(to.outcome !== undefined && { outcome: to.outcome }) };
  const told = entryOf(request, at, `exception-${entry.what}`, `exception ${exceptionId}`, { detail });
  const audit = auditPut(registryTable, tenant, told);
  const done = await exceptions.change(tenant, row, to, { at, by, ...entry }, audit);
  if (done === 'overtaken') throw new Refused(overtaken(row));
  return { status: 200, body: await tellWhole(exceptions, tenant, await findException(exceptions, request)) };
}

const overtaken = ({ exceptionId }: ExceptionRow) =>
  refuse('conflict', `exception ${exceptionId} was changed meanwhile`, {
    rule: UNSEEN,
    remedy: `GET /api/exceptions/${exceptionId} and decide again`,
  });
