import * as v from 'valibot';
import { type Api, Problem } from './api.ts';
import { type SendOptions, sendDocument } from './send-document.ts';

/** A document on its way from this browser; once it has arrived, its capture is what tells of it. */
export interface Sending {
  readonly id: string;
  readonly name: string;
  readonly bytes?: number;
  readonly state: 'waiting' | 'going' | 'arrived' | 'refused';
  /** Of it that has gone out, from 0 to 1. */
  readonly share: number;
  readonly captureID?: string;
  readonly problem?: unknown;
}

const KEPT = 'seriate-sent';
const MOST_KEPT = 20;
const keptShape = v.array(v.object({ id: v.string(), name: v.string(), captureID: v.string() }));

let all: readonly Sending[] = keptOnes();
let before: Promise<void> = Promise.resolve();
const stops = new Map<string, AbortController>();
const listeners = new Set<() => void>();

/** Documents that were sent from this tab, the newest first, whatever page is looked at meanwhile. What has arrived is found again after a reload. */
export const sendings = (): readonly Sending[] => all;

export function listenToSendings(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Sends documents, one after the other. */
export function sendDocuments(api: Api, files: readonly File[], behaviour: SendOptions['behaviour']): void {
  for (const file of files) {
    const id = crypto.randomUUID();
    stops.set(id, new AbortController());
    change([{ id, name: file.name, bytes: file.size, state: 'waiting', share: 0 }, ...all]);
    before = before.then(() => send(api, file, behaviour, id));
  }
}

/** Ends one that has not arrived: nothing of it is captured. */
export const cancelSending = (id: string): void => stops.get(id)?.abort();

/** Takes one out of the list; its capture, if it came to one, stays. */
export const forgetSending = (id: string): void => change(all.filter((one) => one.id !== id));

/** Never fails: what was wrong stands with the document. */
async function send(api: Api, file: File, behaviour: SendOptions['behaviour'], id: string): Promise<void> {
  const signal = stops.get(id)?.signal ?? new AbortController().signal;
  try {
    if (signal.aborted) throw new Problem({ title: 'Cancelled', remedy: 'Nothing was captured; send it again' });
    note(id, { state: 'going' });
    const path = await sendDocument(api, file, { behaviour, signal, onProgress: (share) => note(id, { share }) });
    note(id, { state: 'arrived', share: 1, captureID: decodeURIComponent(path.split('/').at(-1) ?? '') });
  } catch (problem) {
    note(id, { state: 'refused', problem });
  } finally {
    stops.delete(id);
  }
}

const note = (id: string, to: Partial<Sending>) => change(all.map((one) => (one.id === id ? { ...one, ...to } : one)));

function change(to: readonly Sending[]): void {
  all = to;
  const arrived = all.flatMap(({ id, name, captureID }) => (captureID === undefined ? [] : [{ id, name, captureID }]));
  sessionStorage.setItem(KEPT, JSON.stringify(arrived.slice(0, MOST_KEPT)));
  for (const listener of listeners) listener();
}

function keptOnes(): readonly Sending[] {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), keptShape), sessionStorage.getItem(KEPT));
  return read.success ? read.output.map((one) => ({ ...one, state: 'arrived', share: 1 })) : [];
}

// What is still on its way would be lost.
window.addEventListener('beforeunload', (event) => {
  if (stops.size > 0) event.preventDefault();
});
