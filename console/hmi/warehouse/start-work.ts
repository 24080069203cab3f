import { session } from '../data/session.ts';
import { askFor } from '../parts/ask-for.ts';
import { say } from '../parts/notice.tsx';
import { texts } from '../texts/language.ts';
import { short } from './names.ts';
import { isBarred, putAside } from './put-aside.ts';
import type { TaskName } from './tasks.ts';
import { beginWork, isUntouched, work } from './work.ts';

/** Begins a task anew. Whoever would lose something by that is asked first; what is confirmed and not answered is kept, and so is what somebody else began that one may not do. */
export async function startWork(task: TaskName): Promise<void> {
  const { warehouse } = texts();
  if (isBarred(work.get(), session.get())) putAside();
  const now = work.get();
  if (now.pending !== undefined) return say(warehouse.next.pending);
  if (isUntouched(now) || (await isGivenUp())) {
    say('');
    beginWork(task);
  }
}

/** Drops what is begun, also what is confirmed and not answered, when the person says so. */
export async function dropWork(): Promise<void> {
  if (await isGivenUp()) beginWork(work.get().task);
}

async function isGivenUp(): Promise<boolean> {
  const { drop, others } = texts().warehouse;
  const { scans, label, pending, who } = work.get();
  const about = [
    ...(pending === undefined ? [] : [others.confirmed(who)]),
    ...(pending === undefined && scans.length > 0 ? [drop.about(scans.length)] : []),
    ...(label === '' ? [] : [drop.label(short(label))]),
  ];
  return (await askFor(drop.title, [], drop.does, { about })) !== undefined;
}
