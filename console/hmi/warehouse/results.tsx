import { useStore } from '../data/store.ts';
import { useAskAgain } from '../data/use-asked.ts';
import { say } from '../parts/notice.tsx';
import { useTexts } from '../texts/language.ts';
import { printLabel } from './print-label.ts';
import { confirmWork } from './send-work.ts';
import { startWork } from './start-work.ts';
import { tasks } from './tasks.ts';
import type { WarehouseSite } from './warehouse-shape.ts';
import { changeWork, isReady, looking, result, useWork } from './work.ts';

type Needs = Pick<WarehouseSite, 'places'>;

/** What may be done with what was gathered, and what came of what was done. */
export function Results({ places }: Needs) {
  const words = useStore(result);
  return (
    <>
      <Acts places={places} />
      <div className="result" aria-live="polite">
        {words.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </>
  );
}

function Acts({ places }: Needs) {
  const { warehouse } = useTexts();
  const now = useWork();
  const isLooking = useStore(looking) > 0;
  const askAgain = useAskAgain();
  if (now.pending !== undefined) return null;
  const undo = () => {
    say('');
    changeWork({ scans: now.scans.slice(0, -1), lines: undefined });
  };
  const printAgain = () => {
    say('');
    void printLabel(now.label, places);
  };
  const acts = [
    { may: now.scans.length > 0, words: warehouse.undo, does: undo },
    {
      may: now.scans.length > 0 || now.container !== '',
      words: warehouse.startOver,
      does: () => void startWork(now.task),
    },
    { may: now.label !== '', words: warehouse.printAgain, does: printAgain },
  ];
  return (
    <div className="bar">
      {acts
        .filter(({ may }) => may)
        .map(({ words, does }) => (
          <button key={words} type="button" onClick={does}>
            {words}
          </button>
        ))}
      {isReady(now) && (
        <button
          type="button"
          className="main big"
          disabled={isLooking}
          onClick={() => void confirmWork(places).then(askAgain)}
        >
          {tasks[now.task].signs ? warehouse.signAndConfirm : warehouse.confirm}
        </button>
      )}
    </div>
  );
}
