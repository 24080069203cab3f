import * as v from 'valibot';
import type { LineStatus } from './line-status.ts';
import type { Worker } from './staff.ts';

/** Alarms that power cut to one part of the plant leaves behind. Any other is for the person at the screen. */
const ofPowerCuts = new Set(['device-lost', 'silence', 'pack-missing', 'not-confirmed']);

const WAIT_MS = 5_000;

const waiting = ({ alarms }: Pick<LineStatus, 'alarms'>) => alarms.filter(({ stops, signed }) => stops || signed);

/** True when what a line waits for comes of power cuts alone, and every device is back. */
export function mayResume(line: LineStatus): boolean {
  const back = Object.values(line.devices).every((health) => health === 'up');
  return waiting(line).length > 0 && !isForPeople(line) && back;
}

/** True when a line waits for something that no power cut leaves behind: somebody has to come, and answers whatever follows from it too. */
export const isForPeople = (line: Pick<LineStatus, 'alarms'>): boolean =>
  waiting(line).some(({ code }) => !ofPowerCuts.has(code));

const alarmsShape = v.object({ alarms: v.array(v.object({ alarm: v.number(), signed: v.boolean() })) });
const sessionShape = v.object({ token: v.string() });

/**
 * What the demonstration's operator does after a power cut: looks that everything is back, signs in, explains the packs that were on their way,
 * resumes, and signs out.
 */
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
    const alarms = `/api/lines/${encodeURIComponent(line)}/alarms`;
    const open = await ask('GET', `${alarms}?open`, token);
    const { alarms: seen } = v.parse(alarmsShape, await open.json());
    const claims = seen.filter(({ signed }) => signed);
    if (claims.length > 0) {
      const signature = { meaning: 'explained', password };
      const explanation = 'power was cut: the packs that were on their way were taken off the belt';
      await ask('POST', `${alarms}/explain`, token, {
        alarms: claims.map(({ alarm }) => alarm),
        explanation,
        signature,
      });
    }
    await ask('POST', `${alarms}/acknowledge`, token, { alarms: seen.map(({ alarm }) => alarm) });
    await ask('DELETE', '/api/session', token);
  } catch {}
}
