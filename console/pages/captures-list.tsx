import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PageProps } from '../page-props.ts';
import { type CaptureJob, jobsShape } from '../parts/capture-job.ts';
import { CaptureState } from '../parts/capture-state.tsx';
import { changeQuery } from '../parts/change-query.ts';
import { ChosenFilter } from '../parts/chosen-filter.tsx';
import { count } from '../parts/count.ts';
import { Filters } from '../parts/filters.tsx';
import { LinkTo } from '../parts/link-to.tsx';
import { queryPath } from '../parts/query-path.ts';
import { SendDocuments } from '../parts/send-documents.tsx';
import { type Column, ServerTable } from '../parts/server-table.tsx';
import { When } from '../parts/when.tsx';

const REFRESH_MS = 5_000;
/** Where more run than are shown, each answer looks through megabytes of what is due. */
const RUNNING_REST_MS = 60_000;

const columns: readonly Column<CaptureJob>[] = [
  {
    id: 'received',
    header: 'Received',
    isRowHeader: true,
    cell: ({ captureID, createdAt }) => (
      <LinkTo page="captures" subject={captureID}>
        <When at={createdAt} />
      </LinkTo>
    ),
  },
  { id: 'by', header: 'From', cell: (job) => job['seriate:by'] ?? '–' },
  { id: 'state', header: 'State', cell: (job) => <CaptureState job={job} /> },
  { id: 'events', header: 'Events', cell: (job) => count(job['seriate:eventsStored']) },
  { id: 'errors', header: 'Errors', cell: (job) => count(job['seriate:errors']) },
  {
    id: 'behaviour',
    header: 'On error',
    cell: ({ captureErrorBehaviour }) => (captureErrorBehaviour === 'proceed' ? 'keep the rest' : 'keep none'),
  },
  { id: 'job', header: 'Capture', cell: ({ captureID }) => <code>{captureID}</code> },
];

/** Documents are sent here, and every capture is listed with what became of it, the newest first. */
export function CapturesList({ route }: PageProps) {
  const running = route.query.get('running') ?? '';
  const filter = (
    <Filters>
      <ChosenFilter
        label="State"
        value={running}
        values={[{ value: 'true', label: 'running' }]}
        change={(to) => changeQuery(route, { running: to })}
      />
    </Filters>
  );
  return (
    <SpaceBetween size="l">
      <SendDocuments />
      <ServerTable
        name="captures"
        title="Captures"
        description="Of lines, people, machines and partners; the newest first"
        path={queryPath('/epcis/capture', { running, perPage: 30 })}
        shape={jobsShape}
        rowsOf={(jobs) => jobs}
        idOf={({ captureID }) => captureID}
        columns={columns}
        empty="Nothing was captured yet. Send a document above, or let a line run."
        filter={filter}
        isNarrowed={running !== ''}
        every={REFRESH_MS}
        everyOfMany={running === '' ? undefined : RUNNING_REST_MS}
      />
    </SpaceBetween>
  );
}
