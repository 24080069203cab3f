import { type TaskName, tasks } from '../warehouse/tasks.ts';
import { beginWork, changeWork, looking, type Work, work } from '../warehouse/work.ts';
import { signAs } from './sign-as.ts';

/** A warehouse page at which somebody who may has begun a task. */
export function freshWarehouse(task: TaskName, change: Partial<Work> = {}, who = 'otto'): void {
  signAs(who, tasks[task].right);
  beginWork(task);
  changeWork(change);
  if (looking.get() !== 0) throw new Error('a scan of before is not answered');
}

/** What is in the list. */
export const scanned = (): string[] => work.get().scans.map(({ text }) => text);
