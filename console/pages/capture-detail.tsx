import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PageProps } from '../page-props.ts';
import { CaptureErrors } from '../parts/capture-errors.tsx';
import { type CaptureJob, jobPath, jobShape } from '../parts/capture-job.ts';
import { CaptureState } from '../parts/capture-state.tsx';
import { count } from '../parts/count.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { When } from '../parts/when.tsx';
import { Loading } from '../shell/loading.tsx';

const REFRESH_MS = 2_000;

/** One capture: how far it is, and what was wrong with each event that was not kept. */
export function CaptureDetail({ route }: PageProps) {
  const { data, error, refetch } = useAsked(jobPath(route.subject), jobShape, {
    every: REFRESH_MS,
    endsAtNone: true,
  });
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={<code className="long">{data.captureID}</code>}>
          Capture
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        <Container header={<Header variant="h2">How far it is</Header>}>
          <KeyValuePairs columns={4} items={factsOf(data)} />
        </Container>
        {data['seriate:errors'] > 0 && <CaptureErrors captureID={data.captureID} isRunning={data.running} />}
      </SpaceBetween>
    </ContentLayout>
  );
}

function factsOf(job: CaptureJob) {
  const said = (label: string, name: 'seriate:sender' | 'seriate:receiver' | 'seriate:instanceIdentifier') =>
    job[name] === undefined ? [] : [{ label, value: <code className="long">{job[name]}</code> }];
  return [
    { label: 'State', value: <CaptureState job={job} /> },
    { label: 'Events captured', value: count(job['seriate:eventsStored']) },
    { label: 'Errors', value: count(job['seriate:errors']) },
    {
      label: 'On error',
      value: job.captureErrorBehaviour === 'proceed' ? 'the sound events are kept' : 'none of its events is kept',
    },
    { label: 'From', value: job['seriate:by'] ?? 'not kept' },
    { label: 'Received', value: <When at={job.createdAt} /> },
    { label: 'Ended', value: job.finishedAt === undefined ? 'not yet' : <When at={job.finishedAt} /> },
    ...said('Sender, as it says', 'seriate:sender'),
    ...said('Receiver, as it says', 'seriate:receiver'),
    ...said('Number, as it says', 'seriate:instanceIdentifier'),
  ];
}
