import type { DscsaCase } from './dscsa-case.ts';
import { DscsaDue } from './dscsa-due.tsx';
import { type Fact, FactList } from './fact-list.tsx';
import { LinkTo } from './link-to.tsx';
import { When } from './when.tsx';
import { words } from './words.ts';

const lower = (word: string) => words(word).toLowerCase();

/** How a case stands, and what its kind has beside. */
export function DscsaFacts({ row }: { readonly row: DscsaCase }) {
  const { state, by, createdAt, updatedAt, outgoing } = row;
  return (
    <FactList
      facts={[
        ['State', lower(state)],
        ['Due', <DscsaDue key="due" of={row} />],
        ['Begun', <When key="begun" at={createdAt} />],
        ['Begun by', by],
        ['Last change', <When key="updated" at={updatedAt} />],
        ['On its way', outgoing && `${lower(outgoing.what)}, ${lower(outgoing.state)}`],
        ...formFacts(row),
        ...requestFacts(row),
        ...reportFacts(row),
      ]}
    />
  );
}

function formFacts({ form }: DscsaCase): Fact[] {
  if (form === undefined) return [];
  return [
    [
      'Suspect product',
      <LinkTo key="suspect" page="alerts" subject={form.suspect} query={{ tab: 'dscsa' }}>
        {form.suspect}
      </LinkTo>,
    ],
    ['Determined', <When key="determined" at={form.determinedAt} />],
    ['Classification', lower(form.classification)],
    ['Incident number of FDA', form.incident && <code key="incident">{form.incident}</code>],
  ];
}

function requestFacts({ ti }: DscsaCase): Fact[] {
  if (ti === undefined) return [];
  const { from, name, contact, reference, receivedAt, document, answered } = ti;
  return [
    ['Asked by', `${name} (${from})`],
    ['Answer goes to', contact],
    ['Their reference', reference],
    ['Received', <When key="received" at={receivedAt} />],
    ['Units in the document', document && String(document.units)],
    ['What its receiver would find wrong', document?.findings],
    [
      'Answered',
      answered && (
        <>
          <When at={answered.at} />, {answered.how}
        </>
      ),
    ],
  ];
}

function reportFacts({ pdg }: DscsaCase): Fact[] {
  if (pdg === undefined) return [];
  const { direction, partner, poNumber, items, verdicts, notes } = pdg;
  return [
    [
      direction === 'out' ? 'Told to' : 'Told by',
      <LinkTo key="partner" page="partners" subject={partner}>
        {partner}
      </LinkTo>,
    ],
    ['Purchase order', poNumber],
    ['Items', `${items.length}, ${Object.keys(verdicts).length} decided`],
    ['Notes', notes],
  ];
}
