import { inWords, send } from '../data/ask.ts';
import { type Store, storeOf } from '../data/store.ts';
import { isAsking } from '../parts/ask-for.ts';
import { say } from '../parts/notice.tsx';
import { texts } from '../texts/language.ts';
import type { ActName } from './acts.ts';
import { type Thing, thingShape } from './thing-shape.ts';

/** What lies on a bench. */
export interface Found {
  readonly scan: string;
  readonly thing: Thing;
  /** What is being done with it, for which more has to be scanned. */
  readonly act?: ActName;
  readonly scans: readonly string[];
}

interface AtBench {
  readonly found: Found | undefined;
  /** What was done last, in words. */
  readonly done: string;
}

/** A bench: what was scanned last, and what is being done with it. */
export interface Bench {
  readonly at: Store<AtBench>;
  readonly scan: (text: string) => Promise<void>;
  /** More is scanned for an act. */
  readonly begin: (act: ActName, found: Found) => void;
  readonly undo: () => void;
  readonly clear: () => void;
  /** Something was done: with this, which then lies here no more, or with nothing that lies here. */
  readonly finish: (words: string | undefined, found?: Found) => void;
}

export function openBench(): Bench {
  const at = storeOf<AtBench>({ found: undefined, done: '' });
  let looked = 0;
  const put = (found: Found | undefined, done = '') => {
    // An answer that is still to come is of what lay here before.
    looked += 1;
    at.set({ found, done });
  };
  const scan = async (text: string) => {
    if (isAsking()) return say(texts().station.notNow);
    say('');
    const { found } = at.get();
    if (found?.scans.includes(text)) return say(texts().warehouse.twice);
    if (found?.act !== undefined) return put({ ...found, scans: [...found.scans, text] });
    looked += 1;
    const mine = looked;
    at.set({ found, done: '' });
    const seen = await lookUp(text);
    if (mine !== looked) return;
    put(seen instanceof Error ? undefined : { scan: text, thing: seen, scans: [] });
    if (seen instanceof Error) say(inWords(seen));
  };
  return {
    at,
    scan,
    begin: (act, found) => put({ ...found, act }),
    undo: () => {
      const { found } = at.get();
      if (found !== undefined) put({ ...found, scans: found.scans.slice(0, -1) });
    },
    clear: () => put(undefined),
    finish: (words, one) => {
      if (words === undefined) return;
      const { found } = at.get();
      if (found === one) put(undefined, words);
      else at.set({ found, done: words });
    },
  };
}

async function lookUp(scan: string): Promise<Thing | Error> {
  try {
    return await send('POST', '/api/look-up', { scan }, thingShape);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
