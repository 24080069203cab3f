import { get, inWords, Problem, send } from '../data/ask.ts';
import { say } from '../parts/notice.tsx';
import { texts } from '../texts/language.ts';
import { thingWords } from './done-words.ts';
import { isPlace, plainly } from './names.ts';
import { confirmLabel } from './send-work.ts';
import { tasks } from './tasks.ts';
import { doneShape, thingShape, type WarehouseSite } from './warehouse-shape.ts';
import { bodyOf, changeWork, result, type Scanned, work } from './work.ts';

type Places = WarehouseSite['places'];

/** Takes what was scanned for whatever is done now. */
export async function takeScan(scan: string, places: Places): Promise<void> {
  const { task, label, container, pending } = work.get();
  if (pending !== undefined) return;
  say('');
  if (task === 'suspects') return say(texts().warehouse.nothingScanned);
  if (task === 'look') return lookUp(scan, places);
  if (label !== '') return confirmLabel(scan, places);
  if (task === 'label') return printAgain(scan, places);
  if (tasks[task].place && isPlace(scan, places)) changeWork({ place: scan });
  else if (tasks[task].container && container === '') changeWork({ container: scan });
  else await check({ text: scan }, places);
}

async function printAgain(scan: string, places: Places): Promise<void> {
  const { done } = texts().warehouse;
  try {
    const { container, printed } = await send('POST', '/api/warehouse/label', { scan }, doneShape);
    changeWork({ label: container });
    result.set([printed ? done.labelPrinted : done.labelNotPrinted]);
  } catch (error) {
    say(plainly(inWords(error), places));
  }
}

/** What was looked up before is not what was scanned now. */
async function lookUp(scan: string, places: Places): Promise<void> {
  result.set([]);
  try {
    const thing = await get(`/api/warehouse/things?scan=${encodeURIComponent(scan)}`, thingShape);
    result.set(thingWords(texts().warehouse, thing));
  } catch (error) {
    say(plainly(inWords(error), places));
  }
}

/** What is scanned is tried at once, with all before it; what may not be done is told and not taken. */
async function check(one: Scanned, places: Places): Promise<void> {
  const now = work.get();
  if (now.scans.some(({ text }) => text === one.text)) return say(texts().warehouse.twice);
  const { place, order } = tasks[now.task];
  const scans = [...now.scans, one];
  if ((place && now.place === '') || (order && now.order === '')) return changeWork({ scans });
  try {
    const body = { ...bodyOf(now, scans), token: 'trial', trial: true };
    const said = await send('POST', `/api/warehouse/${now.task}`, body, doneShape);
    const epc = said.scanned.at(-1);
    changeWork({ lines: said.lines, scans: [...work.get().scans, epc === undefined ? one : { ...one, epc }] });
  } catch (error) {
    const isAway = error instanceof Problem && error.status === 0;
    if (isAway) changeWork({ scans: [...work.get().scans, { ...one, unchecked: true }] });
    else say(plainly(inWords(error), places));
  }
}
