import { type SiteView, sitePage } from '../../shared/messages/sites-api.ts';
import { count } from './count.ts';
import { LinkTo } from './link-to.tsx';
import { queryPath } from './query-path.ts';
import { type Column, ServerTable } from './server-table.tsx';
import { SiteStanding } from './site-standing.tsx';
import { When } from './when.tsx';

const REFRESH_MS = 10_000;

const columns: readonly Column<SiteView>[] = [
  {
    id: 'site',
    header: 'Site',
    isRowHeader: true,
    cell: ({ site }) => (
      <LinkTo page="sites" subject={site}>
        {site}
      </LinkTo>
    ),
  },
  { id: 'agent', header: 'Agent', cell: (row) => <SiteStanding site={row} /> },
  { id: 'lines', header: 'Lines heard', cell: ({ lines }) => count(lines) },
  { id: 'alarmed', header: 'With alarms', cell: ({ alarmed }) => alarmed || 'none' },
  { id: 'heard', header: 'Last heard', cell: ({ heardAt }) => <When at={heardAt} /> },
  { id: 'machine', header: 'Machine', cell: ({ machine }) => machine && <code>{machine.serial}</code> },
  { id: 'runtime', header: 'Runs', cell: ({ machine }) => machine && runtimes[machine.runtime] },
];

const runtimes = { nucleus: 'Greengrass', lite: 'Greengrass nucleus lite', none: 'the agent by itself' } as const;

/** Sites of the company, those whose agent has told of no line yet among them. */
export function SiteTable() {
  return (
    <ServerTable
      name="sites"
      title="Sites"
      description="A site is where an agent stands. Whoever runs the installation announces its machine; its lines are set up there."
      path={queryPath('/api/sites', { perPage: 50 })}
      shape={sitePage}
      rowsOf={({ sites }) => sites}
      idOf={({ site }) => site}
      columns={columns}
      empty="No site. Whoever runs the installation announces the first one’s machine."
      every={REFRESH_MS}
    />
  );
}
