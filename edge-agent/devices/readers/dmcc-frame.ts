import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Read } from '../device.ts';

/** One line from a DataMan: bare text (its silent mode), or an extended response with status and perhaps an id. */
export type DmccLine =
  | { readonly kind: 'bare'; readonly data: string }
  | { readonly kind: 'response'; readonly id: number | undefined; readonly status: number; readonly data: string };

/** The statuses of an extended response. 1 is not an answer: the reader itself has something to tell. */
export const dmccStatus = {
  ok: 0,
  readString: 1,
  unidentified: 100,
  invalidCommand: 101,
  invalidParameter: 102,
  wrongChecksum: 103,
  wrongState: 104,
  unavailable: 105,
} as const;

/** What the reader's result format puts in place of data when it could not read. */
export const NO_READ = 'NOREAD';

/** Cuts a stream that arrives in any pieces into lines ended by CR LF. An endless line is dropped at 64 kB. */
export function lineReader(): (chunk: string) => string[] {
  let kept = '';
  return (chunk) => {
    const lines = (kept + chunk).split('\r\n');
    kept = lines.pop() ?? '';
    if (kept.length > 65_536) kept = '';
    return lines;
  };
}

/** Reads one line: `||[checksum][:id][status]data` or anything else, which is bare text. */
export function readDmccLine(line: string): DmccLine {
  const response = /^\|\|\d*(?::(\d+))?\[(\d+)\]([\s\S]*)$/.exec(line);
  if (response === null) return { kind: 'bare', data: line };
  const [, id, status, data = ''] = response;
  return { kind: 'response', id: id === undefined ? undefined : Number(id), status: Number(status), data };
}

/**
 * Reads a result string `<trigger count>;<grade>;<AIM identifier and data, or NOREAD>`, the format that has to be set in
 * the reader (Data Formatting). The data may itself contain semicolons.
 */
export function readResult(text: string): Read | Refusal {
  const parts = /^(\d{1,10});([0-4](?:\.\d+)?);([\s\S]+)$/.exec(text);
  if (parts === null) {
    return refuse('malformed', `${JSON.stringify(text.slice(0, 60))} is not <trigger count>;<grade 0-4>;<data>`);
  }
  const [, sequence, grade, data] = parts;
  return { sequence: Number(sequence), grade: Number(grade), text: data === NO_READ ? undefined : data };
}
