import { inWords, request } from '../data/ask.ts';
import { say } from './notice.tsx';

/** How long the browser may take to begin with what it saves. */
const HOLD_MS = 10_000;

/** Saves what is at a path as a file of that name; says why when it cannot be had. */
export async function saveFile(path: string, name: string): Promise<void> {
  try {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await (await request('GET', path)).blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), HOLD_MS);
  } catch (error) {
    say(inWords(error));
  }
}

/** A lot may be written with what a name of a file may not have (GS1 General Specifications §7.11). */
export const fileOfLot = (lot: string): string => `batch-${lot.replaceAll(/[^A-Za-z0-9._-]/g, '_')}`;
