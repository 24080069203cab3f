import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { CaptureJob } from './capture-job.ts';

/** How a capture stands, in words. */
export function CaptureState({ job }: { readonly job: CaptureJob }) {
  if (job.running) return <StatusIndicator type="in-progress">running</StatusIndicator>;
  if (job.success) return <StatusIndicator>captured</StatusIndicator>;
  if (job['seriate:eventsStored'] > 0) return <StatusIndicator type="warning">captured in part</StatusIndicator>;
  return <StatusIndicator type="error">refused</StatusIndicator>;
}
