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
import { SignModal } from './sign-modal.tsx';
import { useAsked } from './use-asked.ts';
import { useDeed } from './use-deed.tsx';
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
    effectiveness: v.number(),
  }),
});
type Effectiveness = v.InferOutput<typeof toldNotices>['effectiveness'];

const sentNotices = v.object({
  notices: v.array(v.object({ partner: v.string(), isNew: v.boolean() })),
  unreached: v.array(v.object({ name: v.string(), packs: v.number() })),
});
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

function summaryOf({ reported, notices, effectiveness, unanswered, notified, found, notFound }: Effectiveness): string {
  const share = Math.round(effectiveness * 100);
  return `${reported} of ${notices} reported (${share} %), ${unanswered} not answered; of ${notified} packs ${found} found, ${notFound} not.`;
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

/** Tells every holder that is a partner, once each, under an electronic signature. */
function TellHolders({ path, close }: { readonly path: string; readonly close: () => void }) {
  const tell = useDeed(
    (api, { meaning, reason }: { meaning: string; reason: string }) =>
      api.post(`${path}/notices`, { text: reason, signature: { meaning } }, sentNotices),
    ({ notices, unreached }) => {
      const fresh = notices.filter(({ isNew }) => isNew).length;
      const names = unreached.map(({ name, packs }) => `${name} (${packs} packs)`).join(', ');
      const left = names === '' ? '' : ` No partners, to be told by people: ${names}.`;
      return `${fresh} ${fresh === 1 ? 'holder was' : 'holders were'} told.${left}`;
    },
  );
  return (
    <SignModal
      label="Tell the holders"
      meanings={['recall notice approved']}
      reasonLabel="What holders are to do"
      sign={tell.mutateAsync}
      close={close}
    >
      Each holder is told once, with the list of its packs. It cannot be taken back; lifting the recall is told, too.
    </SignModal>
  );
}
