import * as v from 'valibot';
import type { LineStatus } from './line-status.ts';
import type { Worker } from './staff.ts';

/** Alarms that power cut to one part of the plant leaves behind. Any other is for the person at the screen. */
const ofPowerCuts = new Set(['device-lost', 'silence', 'pack-missing']);

const WAIT_MS = 5_000;

/** True when a line stands only because power was cut, and every device is back. */
export function mayResume({ alarms, devices }: LineStatus): boolean {
  const stopping = alarms.filter(({ stops }) => stops);
  const back = Object.values(devices).every((health) => health === 'up');
  return stopping.length > 0 && stopping.every(({ code }) => ofPowerCuts.has(code)) && back;
}

const sessionShape = v.object({ token: v.string() });

/** What the demonstration's operator does after a power cut: looks that everything is back, signs in, resumes, and signs out. */
export async function resume(hmiUrl: string, { line }: LineStatus, operator: Worker): Promise<void> {
  const ask = (method: string, path: string, token?: string, body?: object) =>
    fetch(`${hmiUrl}${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      signal: AbortSignal.timeout(WAIT_MS),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const { username, password } = operator;
  // Asking again is safe: a line that runs has nothing to acknowledge. A failure is asked again at the next look.
  try {
    const session = await ask('POST', '/api/session', undefined, { username, password });
    const { token } = v.parse(sessionShape, await session.json());
    await ask('POST', `/api/lines/${encodeURIComponent(line)}/alarms/acknowledge`, token);
    await ask('DELETE', '/api/session', token);
  } catch {}
}
