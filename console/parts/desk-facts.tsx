import type { DeskCase } from './desk-cases.ts';
import { DeskDue } from './desk-due.tsx';
import { FactList } from './fact-list.tsx';
import { LinkTo } from './link-to.tsx';
import { When } from './when.tsx';
import { words } from './words.ts';

const ways: Readonly<Record<NonNullable<DeskCase['toldBy']>, string>> = {
  network: 'the network',
  pdg: 'a report to its desk (PDG)',
  client: 'its own client only, which nothing wakes: phone where it is urgent',
  nobody: 'nobody: it has no client of its own, phone it',
};

/** How a case stands: whose turn it is and until when, what stands proposed, and how the partner learns of it. */
export function DeskFacts({ row }: { readonly row: DeskCase }) {
  const { state, side, partner, toldBy, awaits, assignee, told, proposal, found, dscsa, suspect } = row;
  const lower = (word: string) => words(word).toLowerCase();
  return (
    <FactList
      facts={[
        ['State', lower(state)],
        ['Due', <DeskDue key="due" of={row} />],
        ['Turn of', awaits],
        ['Assigned to', assignee ?? 'nobody'],
        [
          'Partner',
          <LinkTo key="partner" page="partners" subject={partner}>
            {partner}
          </LinkTo>,
        ],
        ['Opened by', side === 'claimant' ? 'us' : 'the partner'],
        ['Came of', <Origin key="origin" row={row} />],
        [
          'Stands',
          proposal && `${lower(proposal.resolution)}, proposed by ${proposal.side === side ? 'us' : 'the partner'}`,
        ],
        [
          'Packs found',
          found &&
            `${found.found}; kept apart ${found.quarantined}, returned ${found.returned}, destroyed ${found.destroyed}`,
        ],
        ['US cases (DSCSA)', (dscsa ?? suspect) && <UsCases key="us" row={row} />],
        ['Told by', toldBy && ways[toldBy]],
        ['Told', told === undefined ? undefined : told ? 'all of it' : 'not yet'],
        ['Told from', row.toldFrom && <When at={row.toldFrom} />],
        ['Told again', row.resent?.join(', ')],
      ]}
    />
  );
}

/** The report to the partner's desk and the suspect product that came of it, where there are any. */
function UsCases({ row: { dscsa, suspect } }: { readonly row: DeskCase }) {
  return [dscsa, suspect]
    .filter((id) => id !== undefined)
    .map((id) => (
      <div key={id}>
        <LinkTo page="alerts" subject={id} query={{ tab: 'dscsa' }}>
          {id}
        </LinkTo>
      </div>
    ));
}

/** Pages that show what a case came of. */
const pages: Readonly<Record<string, string>> = { exception: 'exceptions', recall: 'recalls' };

function Origin({ row: { origin } }: { readonly row: DeskCase }) {
  const { kind, id } = origin;
  const page = pages[kind];
  if (id === undefined || page === undefined) return <>{[kind, id].filter(Boolean).join(' ')}</>;
  return (
    <>
      {kind}{' '}
      <LinkTo page={page} subject={id}>
        {id}
      </LinkTo>
    </>
  );
}
