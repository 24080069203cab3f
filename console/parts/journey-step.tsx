import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useHere } from '../shell/session-context.ts';
import { LinkTo } from './link-to.tsx';
import { PlaceOf } from './place-of.tsx';
import { UnitCode } from './unit-code.tsx';
import type { Reporter, Step } from './unit-shape.ts';
import type { Places } from './use-places.ts';
import { When, wallTime } from './when.tsx';

interface Given {
  readonly step: Step;
  /** The unit whose journey it is. */
  readonly unit: string;
  readonly at: string | undefined;
  /** It happened after the time that is looked at. */
  readonly isLater: boolean;
  readonly places: Places;
  readonly openEvent: (eventId: string) => void;
}

/** One thing that happened: what, when, where, and who reported it. */
export function JourneyStep({ step, unit, at, isLater, places, openEvent }: Given) {
  const { type, bizStep, action, disposition, eventTime, eventId, through, error } = step;
  const time = wallTime(new Date(eventTime));
  const what = bizStep ?? type.replace(/Event$/, '');
  const how = [action?.toLowerCase(), disposition?.replaceAll('_', ' ')].filter(Boolean).join(' · ');
  return (
    <li className={isLater ? 'later' : undefined}>
      <div className="step">
        <div>
          <b>{what.replaceAll('_', ' ')}</b>
          {how !== '' && <Box variant="span" color="text-body-secondary">{` · ${how}`}</Box>}
        </div>
        <LinkTo page="units" subject={unit} query={{ at: eventTime }} ariaLabel={`${time}, as it was then`}>
          <When at={eventTime} />
        </LinkTo>
      </div>
      <PlaceOf step={step} places={places} />
      {through !== undefined && (
        <div>
          Through <UnitCode epc={step.epc} at={at} />
        </div>
      )}
      {error !== undefined && (
        <StatusIndicator type="error">
          declared an error{error.reason === undefined ? '' : `: ${error.reason}`}
        </StatusIndicator>
      )}
      <div className="step">
        <Reported step={step} />
        <Button variant="link" onClick={() => openEvent(eventId)} ariaLabel={`Event of ${time}`}>
          Event
        </Button>
      </div>
    </li>
  );
}

function Reported({ step: { reportedBy, captureId, recordTime } }: { readonly step: Step }) {
  const { may } = useHere();
  const who = reportedBy === undefined ? undefined : reporterWords(reportedBy);
  return (
    <Box variant="small">
      {who === undefined ? 'Reported' : `Reported by ${who}`}
      {recordTime !== undefined && (
        <>
          , taken in <When at={recordTime} />
        </>
      )}
      {may('events:capture') && (
        <>
          {' · '}
          <LinkTo page="captures" subject={captureId} ariaLabel={`Its capture, ${captureId}`}>
            capture
          </LinkTo>
        </>
      )}
    </Box>
  );
}

function reporterWords(by: Reporter): string {
  if ('line' in by) return `${by.line} of ${by.site} (${by.tenant})`;
  return 'partner' in by ? `partner ${by.partner}` : by.caller;
}
