import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { LineView } from '../../shared/messages/line-status.ts';
import { When } from './when.tsx';

/** A line tells how it stands every half minute; one that is silent so long is not known. */
const SILENT_MS = 120_000;

/** How a line stands, by the state machine of its kind (PackML, ANSI/ISA-TR88.00.02), as it concerns who is not at the line. */
export function LineState({ line }: { readonly line: Pick<LineView, 'state' | 'alarms' | 'heardAt'> }) {
  const isSilent = Date.now() - Date.parse(line.heardAt) > SILENT_MS;
  if (!isSilent) return <StatusIndicator type={typeOf(line)}>{line.state}</StatusIndicator>;
  return (
    <StatusIndicator type="stopped">
      was {line.state}, not heard since <When at={line.heardAt} />
    </StatusIndicator>
  );
}

function typeOf({ state, alarms }: Pick<LineView, 'state' | 'alarms'>): StatusIndicatorProps.Type {
  if (/abort/i.test(state) || alarms.some(({ stops }) => stops)) return 'error';
  if (/execute/i.test(state)) return 'success';
  return /held|hold|suspend|stop/i.test(state) ? 'warning' : 'pending';
}
