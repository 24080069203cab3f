import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { Outbox, Outgoing } from '../outbox.ts';
import { sizeOf } from './inbound-documents.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface Given {
  readonly box: Outbox;
  readonly one: Outgoing;
  /** What is shown of why it was refused. */
  readonly refusedAs?: (problem: unknown) => unknown;
  /** What became of it once it has arrived. */
  readonly outcome: (arrivedAs: string) => ReactNode;
}

/** A file that was sent from here: on its way, arrived, or refused. */
export function OutgoingLine({ box, one, refusedAs = (problem) => problem, outcome }: Given) {
  const { id, name, bytes, state, share, arrivedAs, problem } = one;
  const isOver = state === 'arrived' || state === 'refused';
  return (
    <li>
      <div className="outgoing">
        <span>
          <b>{name}</b>
          {bytes !== undefined && ` · ${sizeOf(bytes)}`}
        </span>
        {isOver ? (
          <Button
            variant="icon"
            iconName="close"
            ariaLabel={`Take ${name} out of the list`}
            onClick={() => box.forget(id)}
          />
        ) : (
          <Button variant="inline-link" ariaLabel={`Cancel ${name}`} onClick={() => box.cancel(id)}>
            Cancel
          </Button>
        )}
      </div>
      {state === 'waiting' && <StatusIndicator type="pending">waits for those before it</StatusIndicator>}
      {state === 'going' && (
        <ProgressBar
          value={share * 100}
          ariaLabel={`${name} on its way`}
          additionalInfo={share < 1 ? 'on its way' : 'being checked'}
        />
      )}
      {state === 'refused' && <ProblemAlert error={refusedAs(problem)} />}
      {arrivedAs !== undefined && outcome(arrivedAs)}
    </li>
  );
}
