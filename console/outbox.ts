import * as v from 'valibot';
import { Problem } from './api.ts';
import type { OnProgress } from './send-request.ts';

/** A file on its way from this browser; once it has arrived, what it became at the server is what tells of it. */
export interface Outgoing {
  readonly id: string;
  readonly name: string;
  /** Not known any more after a reload. */
  readonly bytes?: number;
  readonly state: 'waiting' | 'going' | 'arrived' | 'refused';
  /** Of it that has gone out, from 0 to 1. */
  readonly share: number;
  /** What tells of it, once it has arrived. */
  readonly arrivedAs?: string;
  readonly problem?: unknown;
}

export interface OnItsWay {
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

/** Sends one file. @returns what tells of it. @throws Problem */
type SendOne = (file: File, way: OnItsWay) => Promise<string>;

export type Outbox = ReturnType<typeof outbox>;

const MOST_KEPT = 20;
const keptShape = v.array(v.object({ id: v.string(), name: v.string(), arrivedAs: v.string() }));

/**
 * Files that are sent from this tab, one after the other, whatever page is looked at meanwhile. What has arrived is found again after a reload; whoever closes the tab
 * before is asked.
 *
 * @param kept names what this tab keeps of it
 */
export function outbox(kept: string) {
  // Read when somebody looks, who is signed in by then: what another one kept is gone.
  let known: readonly Outgoing[] | undefined;
  const all = (): readonly Outgoing[] => {
    known ??= keptOnes(kept);
    return known;
  };
  let before: Promise<void> = Promise.resolve();
  const stops = new Map<string, AbortController>();
  const listeners = new Set<() => void>();
  const change = (to: readonly Outgoing[]) => {
    known = to;
    keepOnes(kept, to);
    for (const listener of listeners) listener();
  };
  const note = (id: string, to: Partial<Outgoing>) =>
    change(all().map((one) => (one.id === id ? { ...one, ...to } : one)));
  /** Never fails: what was wrong stands with the file. */
  const sendOne = async (id: string, file: File, stop: AbortController, send: SendOne): Promise<void> => {
    try {
      if (stop.signal.aborted) throw new Problem({ title: 'Cancelled', remedy: 'Nothing was taken; send it again' });
      note(id, { state: 'going' });
      const arrivedAs = await send(file, { signal: stop.signal, onProgress: (share) => note(id, { share }) });
      note(id, { state: 'arrived', share: 1, arrivedAs });
    } catch (problem) {
      note(id, { state: 'refused', problem });
    } finally {
      stops.delete(id);
    }
  };
  // What is still on its way would be lost.
  window.addEventListener('beforeunload', (event) => {
    if (stops.size > 0) event.preventDefault();
  });
  return {
    /** The newest first. */
    list: all,
    listen: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send: (files: readonly File[], send: SendOne): void => {
      for (const file of files) {
        const [id, stop] = [crypto.randomUUID(), new AbortController()];
        stops.set(id, stop);
        change([{ id, name: file.name, bytes: file.size, state: 'waiting', share: 0 }, ...all()]);
        before = before.then(() => sendOne(id, file, stop, send));
      }
    },
    /** Ends one that has not arrived. What had gone out as a whole may have been taken all the same. */
    cancel: (id: string): void => stops.get(id)?.abort(),
    /** Takes one out of the list; what became of it stays. */
    forget: (id: string): void => change(all().filter((one) => one.id !== id)),
  };
}

function keepOnes(kept: string, all: readonly Outgoing[]): void {
  const arrived = all.flatMap(({ id, name, arrivedAs }) => (arrivedAs === undefined ? [] : [{ id, name, arrivedAs }]));
  sessionStorage.setItem(kept, JSON.stringify(arrived.slice(0, MOST_KEPT)));
}

function keptOnes(kept: string): readonly Outgoing[] {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), keptShape), sessionStorage.getItem(kept));
  return read.success ? read.output.map((one) => ({ ...one, state: 'arrived', share: 1 })) : [];
}
