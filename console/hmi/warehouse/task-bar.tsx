import { mayDo, useSession } from '../data/session.ts';
import { useTexts } from '../texts/language.ts';
import { isBarred } from './put-aside.ts';
import { startWork } from './start-work.ts';
import { taskNames, tasks } from './tasks.ts';
import { useWork } from './work.ts';

/** What whoever is signed in can do; choosing begins anew, but not before the agent has answered what was confirmed. */
export function TaskBar() {
  const { warehouse } = useTexts();
  const session = useSession();
  const now = useWork();
  const isWaiting = now.pending !== undefined && !isBarred(now, session);
  const open = taskNames.filter((name) => mayDo(tasks[name].right, session, true));
  if (open.length === 0) return null;
  return (
    <nav className="bar tasks" aria-label={warehouse.tasksTitle}>
      {open.map((name) => (
        <button
          key={name}
          type="button"
          disabled={isWaiting}
          aria-current={name === now.task ? 'true' : undefined}
          onClick={() => void startWork(name)}
        >
          {warehouse.tasks[name]}
        </button>
      ))}
    </nav>
  );
}
