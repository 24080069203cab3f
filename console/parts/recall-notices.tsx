import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import * as v from 'valibot';
import { foundPacks } from '../../shared/desk/desk-message.ts';
import { useHere } from '../shell/session-context.ts';
import { LinkTo } from './link-to.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { Empty } from './server-table.tsx';
import { TellHolders } from './tell-holders.tsx';
import { useAsked } from './use-asked.ts';
import { When } from './when.tsx';

const notice = v.object({
  case: v.string(),
  partner: v.string(),
  state: v.string(),
  toldAt: v.string(),
  packs: v.number(),
  found: v.optional(foundPacks),
  late: v.boolean(),
});
type Notice = v.InferOutput<typeof notice>;

const toldNotices = v.object({
  notices: v.array(notice),
  effectiveness: v.object({
    notices: v.number(),
    unanswered: v.number(),
    acknowledged: v.number(),
    reported: v.number(),
    notified: v.number(),
    found: v.number(),
    notFound: v.number(),
    /** Found by holders that were told of fewer. */
    beyond: v.exactOptional(v.number(), 0),
    effectiveness: v.number(),
  }),
});
type Effectiveness = v.InferOutput<typeof toldNotices>['effectiveness'];

const REFRESH_MS = 10_000;

interface Given {
  /** Of the recall. */
  readonly path: string;
  /** Holders can be told: it is known who they are, and the recall stands. */
  readonly tells: boolean;
}

/** What holders were told of a recall, and what they answered. */
export function RecallNotices({ path, tells }: Given) {
  const { may } = useHere();
  const { data, error, isPending, refetch } = useAsked(`${path}/notices`, toldNotices, { every: REFRESH_MS });
  const [isTelling, setTelling] = useState(false);
  const tell = tells && may('recalls:write') && (
    <Button variant="primary" onClick={() => setTelling(true)}>
      Tell the holders
    </Button>
  );
  const all = data?.effectiveness;
  return (
    <>
      <ProblemAlert error={error} again={refetch} />
      <Table
        header={
          <Header
            variant="h2"
            actions={tell}
            description={all !== undefined && all.notices > 0 ? summaryOf(all) : undefined}
          >
            Notices
          </Header>
        }
        ariaLabels={{ tableLabel: 'Notices' }}
        loading={isPending}
        loadingText="Loading …"
        items={data?.notices ?? []}
        trackBy="case"
        empty={<Empty words="No holder was told yet." />}
        columnDefinitions={columns}
      />
      {isTelling && <TellHolders path={path} close={() => setTelling(false)} />}
    </>
  );
}

function summaryOf({
  reported,
  notices,
  effectiveness,
  unanswered,
  notified,
  found,
  notFound,
  beyond,
}: Effectiveness): string {
  const share = Math.round(effectiveness * 100);
  return `${reported} of ${notices} reported (${share} %), ${unanswered} not answered; of ${notified} packs ${found} found, ${notFound} not${beyond > 0 ? `; ${beyond} found beyond those` : ''}.`;
}

const foundOf = (id: 'found' | 'quarantined' | 'returned' | 'destroyed', header: string) => ({
  id,
  header,
  cell: ({ found }: Notice) => found?.[id] ?? '–',
});

const columns = [
  {
    id: 'holder',
    header: 'Holder',
    isRowHeader: true,
    cell: ({ partner, case: id }: Notice) => (
      <LinkTo page="desk" subject={id}>
        {partner}
      </LinkTo>
    ),
  },
  { id: 'told', header: 'Told', cell: ({ toldAt }: Notice) => <When at={toldAt} /> },
  {
    id: 'state',
    header: 'State',
    cell: ({ state, late }: Notice) => (
      <StatusIndicator type={late ? 'error' : state === 'reported' ? 'success' : 'in-progress'}>
        {late ? `${state}, late` : state}
      </StatusIndicator>
    ),
  },
  { id: 'packs', header: 'Packs', cell: ({ packs }: Notice) => packs },
  foundOf('found', 'Found'),
  foundOf('quarantined', 'Kept apart'),
  foundOf('returned', 'Returned'),
  foundOf('destroyed', 'Destroyed'),
];
