import { get, inWords, Problem, send } from '../data/ask.ts';
import { session } from '../data/session.ts';
import { say } from '../parts/notice.tsx';
import { texts } from '../texts/language.ts';
import { thingWords } from './done-words.ts';
import { isPlace, plainly } from './names.ts';
import { printLabel } from './print-label.ts';
import { confirmLabel } from './send-work.ts';
import { tasks } from './tasks.ts';
import { type Done, doneShape, thingShape, type WarehouseSite } from './warehouse-shape.ts';
import { bodyOf, changeWork, looking, result, type Scanned, type Work, work } from './work.ts';

type Places = WarehouseSite['places'];

/** A scan, of which work it was, whose, and when. */
interface Scan {
  readonly text: string;
  readonly of: number;
  /** Undefined where nobody signs in. */
  readonly by: string | undefined;
  readonly at: number;
}

const me = () => session.get().person?.username;

let turn: Promise<void> = Promise.resolve();
/** When the agent last gave no answer. */
let silentAt = Number.NEGATIVE_INFINITY;

/** Takes what was scanned for whatever is done now, one after the other: each is judged with all that was scanned before. */
export function takeScan(text: string, places: Places): Promise<void> {
  const scan = { text, of: work.get().number, by: me(), at: performance.now() };
  // What is said of a scan is not taken back by the next one that waited for its answer.
  if (looking.get() === 0) say('');
  looking.set(looking.get() + 1);
  const take = () => takeNow(scan, places).finally(() => looking.set(looking.get() - 1));
  turn = turn.then(take, take);
  return turn;
}

async function takeNow(scan: Scan, places: Places): Promise<void> {
  const { task, label, container, pending, number } = work.get();
  // What was scanned for another task is none of this one.
  if (number !== scan.of) return;
  if (pending !== undefined) return say(texts().warehouse.next.pending);
  if (task === 'suspects') return say(texts().warehouse.nothingScanned);
  if (task === 'look') return lookUp(scan, places);
  if (label !== '') return confirmLabel(scan.text, places);
  if (task === 'label') return printLabel(scan.text, places);
  if (tasks[task].place && isPlace(scan.text, places)) changeWork({ place: scan.text }, scan.by);
  else if (tasks[task].container && container === '') changeWork({ container: scan.text }, scan.by);
  else await check(scan, places);
}

/** Whether the person is still at what it was scanned for. */
const isAt = ({ of }: Scan): boolean => work.get().number === of;

/** What was looked up before is not what was scanned now. */
async function lookUp(scan: Scan, places: Places): Promise<void> {
  result.set([]);
  try {
    const thing = await get(`/api/warehouse/things?scan=${encodeURIComponent(scan.text)}`, thingShape);
    if (isAt(scan)) result.set(thingWords(texts().warehouse, thing));
  } catch (error) {
    if (isAt(scan)) say(plainly(inWords(error), places));
  }
}

/** What is scanned is tried at once, with all before it; what may not be done is told and not taken. */
async function check(scan: Scan, places: Places): Promise<void> {
  const now = work.get();
  const one: Scanned = { text: scan.text };
  const add = (what: Scanned) => changeWork({ scans: [...work.get().scans, what] }, scan.by);
  if (now.scans.some(({ text }) => text === one.text)) return say(texts().warehouse.twice);
  const { place, order } = tasks[now.task];
  if ((place && now.place === '') || (order && now.order === '')) return add(one);
  // While nobody answers, scans that came meanwhile do not wait for that each by itself. What one has scanned is tried in nobody else's name.
  if (scan.at < silentAt || scan.by !== me()) return add({ ...one, unchecked: true });
  const said = await triedWith(now, [...now.scans, one]);
  if (!isAt(scan)) return;
  // Something was taken back or chosen meanwhile: the answer is of what was before.
  if (asked(work.get()) !== asked(now)) return check(scan, places);
  if (said instanceof Error) {
    if (isAway(said) || isOver(said)) add({ ...one, unchecked: true });
    else say(plainly(inWords(said), places));
    return;
  }
  const epc = said.scanned.at(-1);
  add(epc === undefined ? one : { ...one, epc });
  changeWork({ lines: said.lines });
}

const asked = (now: Work): string => JSON.stringify(bodyOf(now, now.scans));
/** The session is over: the goods are in his hands all the same, and are judged when he confirms. */
const isOver = (error: Error): boolean => error instanceof Problem && error.status === 401;
const isAway = (error: Error): boolean => error instanceof Problem && error.status === 0;

async function triedWith(now: Work, scans: readonly Scanned[]): Promise<Done | Error> {
  const body = { ...bodyOf(now, scans), token: 'trial', trial: true };
  try {
    return await send('POST', `/api/warehouse/${now.task}`, body, doneShape);
  } catch (error) {
    const why = error instanceof Error ? error : new Error(String(error));
    if (isAway(why)) silentAt = performance.now();
    return why;
  }
}
