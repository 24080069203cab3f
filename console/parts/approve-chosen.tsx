import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { type ApprovalOutcome, approvalReport, MOST_APPROVALS } from '../../shared/messages/approvals.ts';
import type { Api } from '../api.ts';
import { ApproveRows } from './approve-rows.tsx';
import type { Item, MasterPlace } from './master-kinds.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { useDeed } from './use-deed.tsx';

/** What is chosen of a list to be approved, and what became of what was. */
export function useApprovals({ plural, id }: MasterPlace) {
  const [rows, choose] = useState<readonly Item[]>([]);
  const [outcomes, setOutcomes] = useState<readonly ApprovalOutcome[]>([]);
  const deed = useDeed(async (api) => {
    const wanted = rows.flatMap((row) =>
      row.open === undefined ? [] : [{ id: String(row[id]), version: row.open.version, revision: row.open.revision }],
    );
    const told: ApprovalOutcome[] = [];
    setOutcomes([]);
    for (let from = 0; from < wanted.length; from += MOST_APPROVALS) {
      told.push(...(await approvedOf(api, plural, wanted.slice(from, from + MOST_APPROVALS))));
      setOutcomes([...told]);
    }
    choose([]);
  });
  return { rows, choose, outcomes, approve: deed.mutateAsync, error: deed.error };
}
type Approvals = ReturnType<typeof useApprovals>;

const approvedOf = async (api: Api, plural: string, approvals: readonly object[]) =>
  (await api.post(`/api/${plural}/approvals`, { approvals }, approvalReport)).results;

/** Approves what is chosen, each for itself, once it was seen what that is: also what was chosen on a page that is turned. */
export function ApproveChosen({
  of: { rows, approve },
  place,
}: {
  readonly of: Approvals;
  readonly place: MasterPlace;
}) {
  const [isAsked, setAsked] = useState(false);
  const several = rows.length === 0 ? 'Approve the chosen' : `Approve the ${rows.length} chosen`;
  const words = rows.length === 1 ? 'Approve the one chosen' : several;
  return (
    <>
      <Button disabled={rows.length === 0} onClick={() => setAsked(true)}>
        {words}
      </Button>
      {isAsked && <ApproveRows rows={rows} place={place} approve={() => approve()} close={() => setAsked(false)} />}
    </>
  );
}

/** What became of those that were approved, the refused ones by name. */
export function ApprovalOutcomes({ of: { outcomes, error } }: { readonly of: Approvals }) {
  return (
    <>
      <ProblemAlert error={error} />
      <Outcomes of={outcomes} />
    </>
  );
}

function Outcomes({ of }: { readonly of: readonly ApprovalOutcome[] }) {
  if (of.length === 0) return null;
  const refused = of.filter(({ outcome }) => outcome === 'refused');
  const approved = `${of.length - refused.length} approved`;
  if (refused.length === 0) return <Alert type="success">{approved}.</Alert>;
  return (
    <Alert type="warning" header={`${approved}, ${refused.length} refused`}>
      <ul>
        {refused.map(({ id, detail, remedy }) => (
          <li key={id}>
            <code>{id}</code>: {detail} {remedy}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
