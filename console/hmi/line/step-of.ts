import type { LineStatus } from '../data/status-shape.ts';

/** From clearance to report. */
export const steps = ['clearance', 'start', 'running', 'closing', 'report'] as const;
export type Step = (typeof steps)[number];

const byState: Readonly<Record<string, Step>> = {
  running: 'running',
  paused: 'running',
  closing: 'closing',
  closed: 'report',
  reported: 'report',
};

/** The step at which the line's batch stands; undefined when there is none. What is waited for is of the next batch as long as none runs. */
export function stepOf({ batch, awaited, next }: Pick<LineStatus, 'batch' | 'awaited' | 'next'>): Step | undefined {
  const { phase } = awaited?.clearance ?? {};
  if (phase === 'before') return 'clearance';
  if (phase === 'after') return 'closing';
  const step = byState[batch?.state ?? ''];
  if (step === 'report' && next != null && next !== batch?.batch) return 'start';
  return step ?? (next == null ? undefined : 'start');
}
