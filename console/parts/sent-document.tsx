import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Problem } from '../api.ts';
import { cancelSending, forgetSending, type Sending } from '../sending.ts';
import { documentProblem } from './capture-errors.tsx';
import { jobPath, jobShape } from './capture-job.ts';
import { CaptureState } from './capture-state.tsx';
import { count } from './count.ts';
import { LinkTo } from './link-to.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { useAsked } from './use-asked.ts';

const ASK_MS = 1_000;

/** A document that was sent from here: on its way, in its capture, or refused. */
export function SentDocument({ sending }: { readonly sending: Sending }) {
  const { id, name, bytes, state, captureID, problem } = sending;
  const isOver = state === 'arrived' || state === 'refused';
  return (
    <li>
      <div className="step">
        <span>
          <b>{name}</b>
          {bytes !== undefined && ` · ${sizeOf(bytes)}`}
        </span>
        {isOver ? (
          <Button
            variant="icon"
            iconName="close"
            ariaLabel={`Take ${name} out of the list`}
            onClick={() => forgetSending(id)}
          />
        ) : (
          <Button variant="inline-link" ariaLabel={`Cancel ${name}`} onClick={() => cancelSending(id)}>
            Cancel
          </Button>
        )}
      </div>
      {state === 'waiting' && <StatusIndicator type="pending">waits for those before it</StatusIndicator>}
      {state === 'going' && (
        <ProgressBar
          value={sending.share * 100}
          ariaLabel={`${name} on its way`}
          additionalInfo={sending.share < 1 ? 'on its way' : 'being checked'}
        />
      )}
      {state === 'refused' && <ProblemAlert error={refusedAs(problem)} />}
      {captureID !== undefined && <Outcome captureID={captureID} />}
    </li>
  );
}

/** What its capture came to, asked for until it has ended. */
function Outcome({ captureID }: { readonly captureID: string }) {
  const client = useQueryClient();
  const [isOver, setOver] = useState(false);
  const { data: job, error, refetch } = useAsked(jobPath(captureID), jobShape, isOver ? {} : { every: ASK_MS });
  const hasEnded = job?.running === false;
  useEffect(() => {
    if (!hasEnded) return;
    setOver(true);
    void client.invalidateQueries();
  }, [hasEnded, client]);
  if (job === undefined)
    return error === null ? (
      <StatusIndicator type="loading">asking for its capture</StatusIndicator>
    ) : (
      <ProblemAlert error={error} again={refetch} />
    );
  const stored = job['seriate:eventsStored'];
  const errors = job['seriate:errors'];
  return (
    <div role="status">
      <CaptureState job={job} /> {count(stored)} {stored === 1 ? 'event' : 'events'} captured
      {errors > 0 && `, ${count(errors)} with errors`}.{' '}
      <LinkTo page="captures" subject={captureID}>
        {errors > 0 ? 'Show the errors' : 'Its capture'}
      </LinkTo>
    </div>
  );
}

const sizeOf = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

const refusedAs = (error: unknown) => (error instanceof Problem ? new Problem(documentProblem(error.said)) : error);
