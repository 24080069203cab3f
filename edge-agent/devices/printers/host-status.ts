import { type Refusal, refuse } from '#shared/refusal.ts';
import type { PrinterStatus } from '../device.ts';

/** The three strings with which a ZPL printer answers `~HS`, and where each flag stands in them. */
const FIELDS = [12, 11, 2] as const;

/**
 * Cuts framed strings (`STX … ETX`) out of a byte stream that arrives in any pieces. What stands between frames is dropped.
 *
 * @returns a function that takes the next piece and gives the frames it completed.
 */
export function frameReader(): (chunk: string) => string[] {
  let kept = '';
  return (chunk) => {
    kept += chunk;
    const frames: string[] = [];
    for (;;) {
      const start = kept.indexOf('\x02');
      const end = kept.indexOf('\x03', start);
      if (start < 0) kept = '';
      if (start < 0 || end < 0) return frames;
      frames.push(kept.slice(start + 1, end));
      kept = kept.slice(end + 1);
    }
  };
}

/** Reads the answer to `~HS`: three frames of comma-separated numbers. A refusal means this is no ZPL printer. */
export function readHostStatus(frames: readonly string[]): PrinterStatus | Refusal {
  const rows = frames.map((frame) => frame.split(','));
  for (const [row, expected] of FIELDS.entries()) {
    if (rows[row]?.length !== expected) {
      return refuse('malformed', `host status string ${row + 1} should have ${expected} fields`, { at: `/${row}` });
    }
  }
  const number = (row: number, field: number) => Number.parseInt(rows[row]?.[field] ?? '', 10);
  const waiting = number(0, 4) + number(1, 8);
  if (!Number.isFinite(waiting)) return refuse('malformed', 'host status counts no labels', { at: '/0/4' });
  return {
    waiting,
    paperOut: number(0, 1) === 1,
    paused: number(0, 2) === 1,
    bufferFull: number(0, 5) === 1,
    headOpen: number(1, 2) === 1,
    ribbonOut: number(1, 3) === 1,
  };
}
