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

/** Reads one line: `||[checksum][:id][status]data` or anything else, which is bare text. */
export function readDmccLine(line: string): DmccLine {
  const response = /^\|\|\d*(?::(\d+))?\[(\d+)\]([\s\S]*)$/.exec(line);
  if (response === null) return { kind: 'bare', data: line };
  const [, id, status, data = ''] = response;
  return { kind: 'response', id: id === undefined ? undefined : Number(id), status: Number(status), data };
}
