import type { LineStatus } from './line-status.ts';

/** Alarms that power cut to one part of the plant leaves behind. Any other is for the person at the screen. */
const ofPowerCuts = new Set(['device-lost', 'silence', 'pack-missing']);

const WAIT_MS = 5_000;

/** True when a line stands only because power was cut, and every device is back. */
export function mayResume({ alarms, devices }: LineStatus): boolean {
  const stopping = alarms.filter(({ stops }) => stops);
  const back = Object.values(devices).every((health) => health === 'up');
  return stopping.length > 0 && stopping.every(({ code }) => ofPowerCuts.has(code)) && back;
}

/** What the demonstration's operator does after a power cut: looks that everything is back, and resumes on the operator's page. */
export async function resume(hmiUrl: string, { line }: LineStatus): Promise<void> {
  // Asking again is safe: a line that runs has nothing to acknowledge. A failure is asked again at the next look.
  await fetch(`${hmiUrl}/lines/${encodeURIComponent(line)}/acknowledge`, {
    method: 'POST',
    signal: AbortSignal.timeout(WAIT_MS),
  }).catch(() => undefined);
}
