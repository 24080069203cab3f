import type { Scan } from '../device.ts';

const LONGEST = 4_096;
/** CR, LF or ETX end a scan, whichever the scanner is set to; STX may stand before one. */
const [CR, LF, STX, ETX] = ['\r', '\n', '\x02', '\x03'];

/** Milliseconds since 1970 on a clock that is never set back. */
export const steadyNow = (): number => performance.timeOrigin + performance.now();

/** Cuts what a scanner sends, in any pieces, into scans. Several may come at once; empty ones are none. */
export interface ScanStream {
  take(chunk: string, at: number): Scan[];
  /** Whether a scan has begun and its end has not come. */
  unended(): boolean;
  /** Forgets what has begun: what comes next is not its end. */
  reset(): void;
}

export function scanStream(): ScanStream {
  let kept = '';
  return {
    take: (chunk, at) => {
      const scans: Scan[] = [];
      for (const character of chunk) {
        if (character === CR || character === LF || character === ETX) {
          if (kept !== '') scans.push({ text: kept, at });
          kept = '';
        } else if (character === STX) kept = '';
        else kept += character;
      }
      // No symbol holds that much: whatever this is, it is no scan, and its rest must not become one.
      if (kept.length > LONGEST) kept = kept.slice(0, LONGEST + 1);
      return scans.filter(({ text }) => text.length <= LONGEST);
    },
    unended: () => kept !== '',
    reset: () => {
      kept = '';
    },
  };
}
