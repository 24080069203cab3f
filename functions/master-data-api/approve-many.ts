import { type Endpoint, json, type Request } from '#common/http.ts';
import { mustBePerson } from '#common/must-be-person.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { inLanes } from '#common/store/batches.ts';
import type { MasterKind } from '#shared/master-data/version.ts';
import { type Approval, type ApprovalOutcome, approvals } from '#shared/messages/approvals.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { approveOne, type Known } from './approve-version.ts';
import { ownership } from './may-own.ts';
import type { MasterNeeds } from './needs.ts';

/** Approved at once: enough to end well before the gateway gives up. */
const LANES = 8;

/**
 * Approves many versions, each for itself and with an entry of its own in the audit trail: one that is refused keeps none of the others back. Sent again it
 * changes nothing more.
 */
export const approveMany =
  (needs: MasterNeeds, name: MasterKind): Endpoint =>
  async (request) => {
    mustBePerson(request);
    const wanted = read(approvals, json(request)).approvals;
    const knownOf = await readAll(needs, name, request.tenant, wanted);
    const results = await inLanes(wanted, (one) => approveListed(needs, name, request, one, knownOf), LANES);
    const approved = results.filter(({ outcome }) => outcome === 'approved').length;
    return { status: 200, body: { approved, refused: results.length - approved, results } };
  };

/** Heads, and who has their GTINs, in a few reads for all. */
async function readAll(needs: MasterNeeds, name: MasterKind, tenant: string, wanted: readonly Approval[]) {
  const ids = wanted.flatMap(({ id: text }) => {
    const id = needs.kinds[name].readId(text);
    return isRefusal(id) ? [] : [id];
  });
  const heads = await needs.master.getAll(tenant, name, ids);
  const open = [...heads].flatMap(([id, { head }]) => (head.open ? [{ id, content: head.open.content }] : []));
  const mayOwn = await ownership(needs, tenant, name, open);
  return (id: string): Known | undefined => {
    const read = heads.get(id);
    return read && { read, mayOwn };
  };
}

async function approveListed(
  needs: MasterNeeds,
  name: MasterKind,
  who: Request,
  { id: text, ...seen }: Approval,
  knownOf: (id: string) => Known | undefined,
): Promise<ApprovalOutcome> {
  const id = needs.kinds[name].readId(text);
  if (isRefusal(id)) return refusedOf({ id: text, version: seen.version }, id);
  const told = { id, version: seen.version };
  try {
    const version = await approveOne(needs, name, { kind: name, id, who }, seen, knownOf(id));
    return { ...told, outcome: 'approved', ...(version && { standing: version.standing }) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return refusedOf(told, error.refusal);
  }
}

const refusedOf = (told: Pick<ApprovalOutcome, 'id' | 'version'>, { detail, rule, remedy }: Refusal) => ({
  ...told,
  outcome: 'refused' as const,
  detail,
  ...(rule !== undefined && { rule }),
  ...(remedy !== undefined && { remedy }),
});
