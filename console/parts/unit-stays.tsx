import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { ProblemAlert } from './problem-alert.tsx';
import { queryPath } from './query-path.ts';
import { Empty } from './server-table.tsx';
import { UnitCode } from './unit-code.tsx';
import { parentsShape, unitPath } from './unit-shape.ts';
import { useAsked } from './use-asked.ts';
import { When } from './when.tsx';

interface Given {
  readonly epc: string;
  readonly at: string | undefined;
}

const REFRESH_MS = 15_000;

interface Stay {
  readonly id: string;
  readonly epc: string;
  readonly level: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What a unit is packed in, innermost first, and what it was packed in before, each from when to when. */
export function UnitStays({ epc, at }: Given) {
  const path = queryPath(`${unitPath(epc)}/parents`, { at });
  const { data, error, refetch, isPending } = useAsked(path, parentsShape, { every: REFRESH_MS });
  if (error !== null) return <ProblemAlert error={error} again={refetch} />;
  const { parents = [], past = [] } = data ?? {};
  const stays: readonly Stay[] = [
    ...parents.map((one, i) => ({ id: `now ${i}`, epc: one.epc, level: nameOf(i), from: one.since, to: undefined })),
    ...past.toReversed().map((one, i) => ({ id: `before ${i}`, level: 'directly', ...one })),
  ];
  return (
    <Table
      header={<Header variant="h2">Packed in</Header>}
      ariaLabels={{ tableLabel: 'Packed in' }}
      loading={isPending}
      loadingText="Loading …"
      items={stays}
      trackBy="id"
      empty={<Empty words="It is in no container, and never was." />}
      columnDefinitions={[
        {
          id: 'container',
          header: 'Container',
          isRowHeader: true,
          cell: (stay) => <UnitCode epc={stay.epc} at={at} />,
        },
        { id: 'level', header: 'How', cell: ({ level }) => level },
        { id: 'from', header: 'From', cell: ({ from }) => <When at={from} /> },
        { id: 'to', header: 'Until', cell: ({ to }) => (to === undefined ? 'still inside' : <When at={to} />) },
      ]}
    />
  );
}

const nameOf = (place: number) => (place === 0 ? 'directly' : `${place + 1} levels up`);
