import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { Suspect } from './dscsa-case.ts';
import { FactList } from './fact-list.tsx';
import { LinkTo } from './link-to.tsx';
import { Empty } from './server-table.tsx';
import { sgtinLink } from './sgtin-link.ts';
import { UnitCode } from './unit-code.tsx';
import { When } from './when.tsx';
import { words } from './words.ts';

const lower = (word: string) => words(word).toLowerCase();

/** Suspect product: what made it so, what was determined, its packs, and who is to be told of it. */
export function DscsaSuspect({ suspect }: { readonly suspect: Suspect }) {
  const { product, packs, others = [], determined, form, origin } = suspect;
  const things = [
    ...packs.map(({ gtin, serial, lot, exp }) => ({ epc: sgtinLink(gtin, serial), lot, exp })),
    ...others.map((epc) => ({ epc, lot: undefined, exp: undefined })),
  ];
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">What is suspect, and why</Header>}>
        <FactList
          facts={[
            ['Product', product],
            ['Came of', <Origin key="origin" of={origin} />],
            [
              'Determined',
              determined && (
                <>
                  {determined.outcome} <When at={determined.at} />: {determined.reason}
                </>
              ),
            ],
            ['Classification', determined?.classification && lower(determined.classification)],
            [
              'Notice to FDA',
              form && (
                <LinkTo key="form" page="alerts" subject={form} query={{ tab: 'dscsa' }}>
                  {form}
                </LinkTo>
              ),
            ],
          ]}
        />
      </Container>
      <Table
        header={<Header variant="h2">Packs</Header>}
        ariaLabels={{ tableLabel: 'Packs' }}
        items={things}
        trackBy="epc"
        empty={<Empty words="No pack is named: it is about a product." />}
        columnDefinitions={[
          { id: 'pack', header: 'Pack', isRowHeader: true, cell: ({ epc }) => <UnitCode epc={epc} /> },
          { id: 'lot', header: 'Lot', cell: ({ lot }) => lot },
          { id: 'exp', header: 'Expiry', cell: ({ exp }) => exp && <code>{exp}</code> },
        ]}
      />
      {suspect.notices.length > 0 && <Told notices={suspect.notices} />}
    </SpaceBetween>
  );
}

function Origin({ of: { kind, id } }: { readonly of: Suspect['origin'] }) {
  if (id === undefined || (kind !== 'verification' && kind !== 'exception'))
    return <>{[lower(kind), id].filter(Boolean).join(' ')}</>;
  return (
    <>
      {kind}{' '}
      <LinkTo
        page={kind === 'exception' ? 'exceptions' : 'alerts'}
        subject={id}
        query={kind === 'exception' ? {} : { tab: 'verifications' }}
      >
        {id}
      </LinkTo>
    </>
  );
}

function Told({ notices }: Pick<Suspect, 'notices'>) {
  return (
    <Table
      header={<Header variant="h2">Partners to be told</Header>}
      ariaLabels={{ tableLabel: 'Partners to be told' }}
      items={notices}
      trackBy="partner"
      columnDefinitions={[
        {
          id: 'partner',
          header: 'Partner',
          isRowHeader: true,
          cell: ({ partner }) => (
            <LinkTo page="partners" subject={partner}>
              {partner}
            </LinkTo>
          ),
        },
        { id: 'told', header: 'Told', cell: ({ toldAt }) => (toldAt === undefined ? 'not yet' : <When at={toldAt} />) },
        { id: 'how', header: 'How', cell: ({ how }) => how },
        { id: 'end', header: 'Told of its end', cell: ({ endToldAt }) => <When at={endToldAt} /> },
      ]}
    />
  );
}
