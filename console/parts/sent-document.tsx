import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Problem } from '../api.ts';
import type { Outgoing } from '../outbox.ts';
import { captured } from '../sending.ts';
import { askAnew } from './ask-anew.ts';
import { documentProblem } from './capture-errors.tsx';
import { jobPath, jobShape } from './capture-job.ts';
import { CaptureState } from './capture-state.tsx';
import { count } from './count.ts';
import { LinkTo } from './link-to.tsx';
import { OutgoingLine } from './outgoing-line.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { useAsked } from './use-asked.ts';

const ASK_MS = 1_000;

/** A document that was sent from here to be captured: on its way, in its capture, or refused. */
export const SentDocument = ({ one }: { readonly one: Outgoing }) => (
  <OutgoingLine
    box={captured}
    one={one}
    refusedAs={refusedAs}
    outcome={(captureID) => <Outcome captureID={captureID} />}
  />
);

/** What its capture came to, asked for until it has ended. */
function Outcome({ captureID }: { readonly captureID: string }) {
  const client = useQueryClient();
  const [isOver, setOver] = useState(false);
  const { data: job, error, refetch } = useAsked(jobPath(captureID), jobShape, isOver ? {} : { every: ASK_MS });
  const hasEnded = job?.running === false;
  useEffect(() => {
    if (!hasEnded) return;
    setOver(true);
    void askAnew(client);
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

const refusedAs = (error: unknown) => (error instanceof Problem ? new Problem(documentProblem(error.said)) : error);
