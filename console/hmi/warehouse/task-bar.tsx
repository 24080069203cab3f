import { mayDo, useSession } from '../data/session.ts';
import { say } from '../parts/notice.tsx';
import { useTexts } from '../texts/language.ts';
import { taskNames, tasks } from './tasks.ts';
import { beginWork, useWork } from './work.ts';

/** What can be done; choosing begins anew. */
export function TaskBar() {
  const { warehouse } = useTexts();
  const session = useSession();
  const { task } = useWork();
  const open = taskNames.filter((name) => {
    const { right } = tasks[name];
    return right === undefined || mayDo(right, session, true);
  });
  return (
    <nav className="bar tasks" aria-label={warehouse.tasksTitle}>
      {open.map((name) => (
        <button
          key={name}
          type="button"
          aria-current={name === task ? 'true' : undefined}
          onClick={() => {
            say('');
            beginWork(name);
          }}
        >
          {warehouse.tasks[name]}
        </button>
      ))}
    </nav>
  );
}
