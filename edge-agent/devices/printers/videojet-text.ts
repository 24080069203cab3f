import { type Refusal, refuse } from '#shared/refusal.ts';

/** The overall states of `GST` and `SST`; `shutDown` cannot be ordered. */
export const coderState = { shutDown: 0, startUp: 1, shuttingDown: 2, running: 3, offline: 4 } as const;

/** The error states of `GST`. */
export const errorState = { none: 0, warnings: 1, faults: 2 } as const;

/** What `GST` tells. `job` is empty when none is selected; the counts lag behind what was printed. */
export interface CoderStatus {
  readonly state: number;
  readonly error: number;
  readonly job: string;
  readonly batch: number;
  readonly total: number;
}

export type VideojetAnswer = 'ACK' | 'ERR' | CoderStatus | Refusal;

/** Ends the command before, whatever it was, and has nothing done: what the parser holds is thrown away. */
export const RESET = '\r';

export const GET_STATUS = 'GST\r';
export const CLEAR_FAULTS = 'CAF\r';
export const setState = (state: number): string => `SST|${state}|\r`;

const rule = 'Videojet text protocol: fields are separated by | and ended by a carriage return, without any escape';
const UNSPEAKABLE = /[^\x20-\x7e]|\|/;

/** Selects a job with the values it was designed with. */
export function selectJob(name: string): string | Refusal {
  if (name !== '' && !UNSPEAKABLE.test(name)) return `SLA|${name}|\r`;
  return refuse('malformed', `${JSON.stringify(name)} cannot be the name of a job`, { at: '/name', rule });
}

/**
 * Updates fields of the selected job, by their names. A name that the job does not have is acknowledged and ignored.
 *
 * @returns a refusal when a name or a value holds a bar, a control character or anything outside ASCII, or a name an equals sign
 */
export function updateFields(fields: Iterable<readonly [name: string, value: string]>): string | Refusal {
  let text = 'JDA|';
  for (const [name, value] of fields) {
    const at = `/fields/${name}`;
    if (name === '' || name.includes('=') || UNSPEAKABLE.test(name)) {
      return refuse('malformed', `${JSON.stringify(name)} cannot be the name of a field`, { at, rule });
    }
    if (UNSPEAKABLE.test(value)) {
      return refuse('malformed', `${JSON.stringify(value)} cannot be told to the coder`, { at, rule });
    }
    text += `${name}=${value}|`;
  }
  return `${text}\r`;
}

/** Takes the next answer off the front of a stream. Lines that answer nothing, such as notices, are skipped. */
export function cutAnswer(received: string): { answer: VideojetAnswer; rest: string } | undefined {
  for (let start = 0; ; ) {
    const end = received.indexOf('\r', start);
    if (end < 0) return undefined;
    const line = received.slice(start, end).replace(/^\n/, '');
    start = end + 1;
    const rest = received.slice(start);
    if (line === 'ACK' || line === 'ERR') return { answer: line, rest };
    if (line.startsWith('STS|')) return { answer: readStatus(line), rest };
  }
}

/** Reads `STS|state|error|job|batch|total|`. */
export function readStatus(line: string): CoderStatus | Refusal {
  const parts = /^STS\|([0-4])\|([0-2])\|([^|]*)\|(\d{1,15})\|(\d{1,15})\|$/.exec(line);
  if (parts === null) return refuse('malformed', `${JSON.stringify(line.slice(0, 80))} is not the state of a coder`);
  const [, state, error, job = '', batch, total] = parts;
  return { state: Number(state), error: Number(error), job, batch: Number(batch), total: Number(total) };
}
