import * as v from 'valibot';
import { keep, kept } from '../data/kept.ts';
import { session } from '../data/session.ts';
import { storeOf, useStore } from '../data/store.ts';
import { isTask, type TaskName, tasks } from './tasks.ts';
import { orderLine } from './warehouse-shape.ts';

const scan = v.object({
  text: v.string(),
  /** As the agent has read it; not there while it could not be asked. */
  epc: v.optional(v.string()),
  unchecked: v.optional(v.boolean()),
  marked: v.optional(v.boolean()),
});
export type Scanned = v.InferOutput<typeof scan>;

const pending = v.object({ path: v.string(), body: v.looseObject({ token: v.string() }) });
export type Pending = v.InferOutput<typeof pending>;

const text = v.optional(v.string(), '');
const begunShape = v.object({
  task: v.pipe(v.string(), v.check(isTask)),
  ...{ order: text, place: text, container: text, reason: text },
  flags: v.optional(v.record(v.string(), v.boolean()), {}),
  scans: v.optional(v.array(scan), []),
  /** The user name of whoever began it. */
  who: text,
  /** A container whose label has to be scanned back. */
  label: text,
  /** Confirmed, and not answered yet. */
  pending: v.optional(pending),
  /** How far the order is with what is scanned now. */
  lines: v.optional(v.array(orderLine)),
});

/** What somebody is in the middle of. It outlives a reload: nothing that was scanned is scanned again. */
export type Work = Readonly<Omit<v.InferOutput<typeof begunShape>, 'task'>> & {
  readonly task: TaskName;
  /** Another whenever somebody begins anew: an answer that comes later is known by it. */
  readonly number: number;
};

const KEPT_AS = 'warehouse';

let begun = 0;

export function emptyWork(task: TaskName): Work {
  begun += 1;
  return {
    ...{ task, number: begun, order: '', place: '', container: '', reason: '', who: '', label: '' },
    ...{ flags: {}, scans: [] },
  };
}

/** Reads what was kept of somebody's work; undefined where that is none. */
export function workOf(begun: unknown): Work | undefined {
  const read = v.safeParse(begunShape, begun);
  const { task = '', ...rest } = read.success ? read.output : {};
  return isTask(task) ? { ...emptyWork(task), ...rest } : undefined;
}

function keptWork(): Work {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson()), kept(KEPT_AS));
  return (read.success ? workOf(read.output) : undefined) ?? emptyWork('receive');
}

export const work = storeOf<Work>(keptWork());
export const useWork = (): Work => useStore(work);

/** What came of it, a line each. */
export const result = storeOf<readonly string[]>([]);

/** How many scans are not answered yet; until they are, nobody confirms anything. */
export const looking = storeOf(0);

/** Whether nothing would be lost. */
export const isUntouched = ({ scans, pending, ...texts }: Work): boolean =>
  scans.length === 0 &&
  pending === undefined &&
  [texts.place, texts.container, texts.reason, texts.label].every((one) => one === '');

const me = () => session.get().person?.username ?? '';

/** Whether somebody other than who is signed in has begun it. */
export const isOthers = (now: Work, username: string | undefined): boolean =>
  username !== undefined && now.who !== '' && now.who !== username && !isUntouched(now);

/**
 * Changes what somebody is in the middle of, and keeps it in this browser. It is of whoever changes it first.
 *
 * @param by the user name of whoever changes it, when that is not who is signed in: his session may be over since he scanned
 */
export function changeWork(change: Partial<Work>, by = me()): void {
  const before = work.get();
  const who = isUntouched(before) ? by : before.who || by;
  const next = { ...before, who, ...change };
  keep(KEPT_AS, JSON.stringify(next));
  work.set(next);
}

/** Goes on with what was begun before, as whoever began it left it. */
export function resumeWork(begun: Work): void {
  result.set([]);
  const next = { ...begun, number: emptyWork(begun.task).number };
  keep(KEPT_AS, JSON.stringify(next));
  work.set(next);
}

/** Begins a task anew, without anything of before. */
export function beginWork(task: TaskName): void {
  result.set([]);
  changeWork({ ...emptyWork(task), pending: undefined, lines: undefined });
}

/** Takes over what somebody else has begun. What he confirmed is confirmed anew: it would be done in his name otherwise. */
export function takeOverWork(): void {
  const scans = work.get().scans.map((one) => ({ ...one, unchecked: true }));
  changeWork({ who: me(), pending: undefined, lines: undefined, scans });
}

/** Whether there is enough to confirm. */
export function isReady(now: Work): boolean {
  const { order, place, container, reason, atOnce } = tasks[now.task];
  if (atOnce || now.label !== '') return false;
  if ((order && now.order === '') || (place && now.place === '') || (reason && now.reason === '')) return false;
  return container ? now.container !== '' : now.scans.length > 0;
}

/** What the agent is asked to do with these scans. */
export function bodyOf(now: Work, scans: readonly Scanned[]): Record<string, unknown> {
  const { order, marks, place, container, reason } = tasks[now.task];
  const all = scans.map((one) => one.text);
  return {
    ...(order && { [order === 'receipt' ? 'receipt' : 'order']: now.order }),
    ...(place && { location: now.place }),
    ...(container && { container: now.container }),
    ...(reason && { reason: now.reason || 'not said' }),
    ...(!(container && all.length === 0) && { scans: all }),
    ...(marks && { [marks]: scans.filter((one) => one.marked).map((one) => one.text) }),
    ...Object.fromEntries(Object.entries(now.flags).filter(([, on]) => on)),
  };
}
