import { inWords, send } from '../data/ask.ts';
import { say } from '../parts/notice.tsx';
import { texts } from '../texts/language.ts';
import { plainly } from './names.ts';
import { doneShape, type WarehouseSite } from './warehouse-shape.ts';
import { changeWork, result, work } from './work.ts';

/** Has the label of a container printed, says whether it was, and waits for it to be scanned back. An answer that comes after another task was begun is of none. */
export async function printLabel(scan: string, places: WarehouseSite['places']): Promise<void> {
  const { done } = texts().warehouse;
  const { number } = work.get();
  const isAt = () => work.get().number === number;
  // That an earlier label came says nothing of this one.
  result.set([]);
  try {
    const { container, printed } = await send('POST', '/api/warehouse/label', { scan }, doneShape);
    if (!isAt()) return;
    changeWork({ label: container });
    result.set([printed ? done.labelPrinted : done.labelNotPrinted]);
  } catch (error) {
    if (isAt()) say(plainly(inWords(error), places));
  }
}
