import { inWords, Problem, send } from '../data/ask.ts';
import { signsIn } from '../data/live.ts';
import { session } from '../data/session.ts';
import { say } from '../parts/notice.tsx';
import { sign } from '../parts/sign.ts';
import { formats, texts } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';
import { doneWords } from './done-words.ts';
import { plainly, short } from './names.ts';
import { tasks } from './tasks.ts';
import { type Done, doneShape, type WarehouseSite } from './warehouse-shape.ts';
import { bodyOf, changeWork, emptyWork, isOthers, looking, type Pending, result, work } from './work.ts';

type Places = WarehouseSite['places'];
const SCAN_BACK = '/api/warehouse/scan-back';

/** Confirms what was gathered. */
export async function confirmWork(places: Places): Promise<void> {
  const { warehouse, person } = texts();
  if (signsIn() && session.get().person === undefined) return say(warehouse.signInFirst);
  const now = work.get();
  if (now.pending !== undefined || looking.get() > 0) return;
  const token = crypto.randomUUID();
  const path = `/api/warehouse/${now.task}`;
  if (!tasks[now.task].signs) {
    changeWork({ pending: { path, body: { ...bodyOf(now, now.scans), token } } });
    return sendPending(places);
  }
  const scans = now.scans.map(({ text }) => text);
  let done: Done | undefined;
  await sign(wordOf(warehouse.meanings, now.task), {
    reason: person.why,
    about: scans,
    tries: async (signature) => {
      try {
        done = await send('POST', path, { scans, token, signature }, doneShape);
        return '';
      } catch (error) {
        return plainly(inWords(error), places);
      }
    },
  });
  if (done !== undefined && work.get().number === now.number) settle(done, false);
}

/** A label that was stuck on is scanned back. */
export function confirmLabel(scan: string, places: Places): Promise<void> {
  changeWork({ pending: { path: SCAN_BACK, body: { scan, token: crypto.randomUUID() } } });
  return sendPending(places);
}

/** What is on its way to the agent. */
let isSending = false;

/** What was confirmed goes again under its token until the agent has answered: it is done once. Never twice at a time, nor in another's name. */
export async function sendPending(places: Places): Promise<void> {
  const now = work.get();
  const { pending } = now;
  if (pending === undefined || isSending || isOthers(now, session.get().person?.username)) return;
  isSending = true;
  try {
    const done = await send('POST', pending.path, pending.body, doneShape);
    if (isStill(pending)) settle(done, pending.path === SCAN_BACK);
  } catch (error) {
    if (!isStill(pending)) return;
    const status = error instanceof Problem ? error.status : 0;
    // Not answered, or nobody is signed in any more: it is kept.
    if (status !== 0 && status !== 401) changeWork({ pending: undefined });
    say(plainly(inWords(error), places));
  } finally {
    isSending = false;
  }
}

/** Whether that is what waits: it may have been dropped or taken over before its answer came. */
const isStill = ({ body }: Pending): boolean => work.get().pending?.body.token === body.token;

function settle(done: Done, isBack: boolean): void {
  const now = work.get();
  const { warehouse } = texts();
  result.set(
    isBack ? [warehouse.done.closed(short(done.container))] : doneWords(warehouse, now.task, done, formats().moment),
  );
  const order = now.task === 'ship' || now.flags['last'] ? '' : now.order;
  const label = !isBack && done.label ? done.container : '';
  // It goes on as the work that it was: what was scanned for a next container meanwhile is of it.
  const { number } = now;
  const who = label === '' ? '' : now.who;
  changeWork({ ...emptyWork(now.task), number, who, order, label, pending: undefined, lines: undefined });
  say('');
}
