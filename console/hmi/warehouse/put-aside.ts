import * as v from 'valibot';
import { keep, kept } from '../data/kept.ts';
import { mayDo, type Session } from '../data/session.ts';
import { storeOf } from '../data/store.ts';
import { tasks } from './tasks.ts';
import { emptyWork, isOthers, isUntouched, resumeWork, type Work, work, workOf } from './work.ts';

const KEPT_AS = 'warehouse-aside';

function keptAside(): Work[] {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), v.array(v.unknown())), kept(KEPT_AS));
  return read.success ? read.output.flatMap((one) => workOf(one) ?? []) : [];
}

/** What people have begun at this screen, and others, who may not go on with it, have put aside; the latest last. */
const aside = storeOf<readonly Work[]>(keptAside());

function change(works: readonly Work[]): void {
  keep(KEPT_AS, JSON.stringify(works));
  aside.set(works);
}

/** Whether somebody else has begun it, and whoever is signed in may neither take it over nor drop it. */
export const isBarred = (now: Work, session: Session): boolean =>
  isOthers(now, session.person?.username) && !mayDo(tasks[now.task].right, session, true);

/** Puts aside what is begun, what is confirmed and not answered too. */
export function putAside(): void {
  change([...aside.get(), work.get()]);
  resumeWork(emptyWork(work.get().task));
}

/** Brings back what was put aside as soon as it would take no other's place: to whoever began it, or else to somebody who may take it over. */
export function bringBack(session: Session): void {
  const { person } = session;
  if (person === undefined || !isUntouched(work.get())) return;
  const all = aside.get();
  const found =
    all.findLast(({ who }) => who === person.username) ??
    all.findLast(({ task }) => mayDo(tasks[task].right, session, true));
  if (found === undefined) return;
  change(all.filter((one) => one !== found));
  resumeWork(found);
}
