import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { deskKinds, deskStates } from '../../shared/desk/kinds.ts';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from '../parts/change-query.ts';
import { ChosenFilter } from '../parts/chosen-filter.tsx';
import { type BriefCase, bySoonest, deskPage } from '../parts/desk-cases.ts';
import { DeskDue } from '../parts/desk-due.tsx';
import { Filters } from '../parts/filters.tsx';
import { LinkTo } from '../parts/link-to.tsx';
import { queryPath } from '../parts/query-path.ts';
import { type Column, ServerTable } from '../parts/server-table.tsx';
import { TypedFilter } from '../parts/typed-filter.tsx';
import { words } from '../parts/words.ts';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';

const REFRESH_MS = 10_000;
const PER_PAGE = 100;

const lower = (word: string) => words(word).toLowerCase();
const worded = (values: readonly string[]) => values.map((value) => ({ value, label: lower(value) }));

const columns: readonly Column<BriefCase>[] = [
  { id: 'due', header: 'Due', cell: (row) => <DeskDue of={row} /> },
  { id: 'case', header: 'Case', isRowHeader: true, cell: (row) => <Title of={row} /> },
  { id: 'partner', header: 'Partner', cell: ({ partner }) => partner },
  { id: 'kind', header: 'Kind', cell: ({ kind }) => lower(kind) },
  { id: 'state', header: 'State', cell: ({ state }) => lower(state) },
  { id: 'awaits', header: 'Turn of', cell: ({ awaits }) => awaits },
  { id: 'assignee', header: 'Assigned to', cell: ({ assignee }) => assignee },
];

function Title({ of: { id, title, problem } }: { readonly of: BriefCase }) {
  return (
    <>
      <LinkTo page="desk" subject={id}>
        {title}
      </LinkTo>
      {problem !== undefined && (
        <Box fontSize="body-s" color="text-status-error">
          {problem}
        </Box>
      )}
    </>
  );
}

/** Cases with partners, of a page those that are due soonest first. */
export function DeskList({ route }: PageProps) {
  const { may, username } = useHere();
  const asked = (name: string) => route.query.get(name) ?? '';
  const narrowing = {
    kind: asked('kind'),
    state: asked('state'),
    awaits: asked('awaits'),
    partner: asked('partner'),
    assignee: asked('assignee'),
    needsPerson: asked('needsPerson'),
    origin: asked('origin'),
  };
  const change = (name: keyof typeof narrowing) => (value: string) => changeQuery(route, { [name]: value });
  const filter = (
    <Filters>
      <ChosenFilter label="Kind" value={narrowing.kind} values={worded(deskKinds)} change={change('kind')} />
      <ChosenFilter label="State" value={narrowing.state} values={worded(deskStates)} change={change('state')} />
      <ChosenFilter label="Turn of" value={narrowing.awaits} values={['us', 'partner']} change={change('awaits')} />
      <TypedFilter label="Partner" value={narrowing.partner} change={change('partner')} />
      <TypedFilter label="Came of" value={narrowing.origin} change={change('origin')} />
      <ChosenFilter
        label="Assigned to"
        value={narrowing.assignee}
        values={[{ value: username, label: 'me' }]}
        change={change('assignee')}
      />
      <ChosenFilter
        label="Stuck"
        value={narrowing.needsPerson}
        values={[{ value: 'true', label: 'needs a person' }]}
        change={change('needsPerson')}
      />
    </Filters>
  );
  const open = may('exceptions:write') && (
    <Button variant="primary" href={routeTo('desk', '', { do: 'open' })}>
      Open a case
    </Button>
  );
  return (
    <ServerTable
      name="desk"
      title="Desk"
      description="Cases between companies: what differs, what is proposed, and until when somebody is to answer"
      path={queryPath('/api/desk/cases', { ...narrowing, limit: PER_PAGE })}
      shape={deskPage}
      rowsOf={({ cases }) => cases.toSorted(bySoonest)}
      idOf={({ id }) => id}
      columns={columns}
      empty='No case with a partner. Receipts that differ from what was announced open them; so does "Open a case".'
      filter={filter}
      isNarrowed={Object.values(narrowing).some((one) => one !== '')}
      actions={open}
      every={REFRESH_MS}
    />
  );
}
