import { signsIn } from '../data/live.ts';
import { mayDo, useSession } from '../data/session.ts';
import { useAskAgain } from '../data/use-asked.ts';
import { ScanField } from '../parts/scan-field.tsx';
import { useTexts } from '../texts/language.ts';
import { GatheredList } from './gathered-list.tsx';
import { nextWords } from './next-words.ts';
import { OthersWork } from './others-work.tsx';
import { Results } from './results.tsx';
import { SuspectList } from './suspect-list.tsx';
import { takeScan } from './take-scan.ts';
import { tasks } from './tasks.ts';
import type { OrderLine, Suspect, WarehouseSite } from './warehouse-shape.ts';
import { isOthers, useWork } from './work.ts';

interface Needs {
  readonly places: WarehouseSite['places'];
  readonly suspects: readonly Suspect[];
  readonly lines: readonly OrderLine[];
}

/** What to do next, one input that a scanner types into, a list that can be undone, and one button that confirms. */
export function TaskAtHand({ places, suspects, lines }: Needs) {
  const texts = useTexts();
  const session = useSession();
  const now = useWork();
  const askAgain = useAskAgain();
  if (signsIn() && session.person === undefined) return <p role="status">{texts.warehouse.next.signIn}</p>;
  if (isOthers(now, session.person?.username)) return <OthersWork />;
  if (!mayDo(tasks[now.task].right, session, true)) return <p role="status">{texts.mayNot}</p>;
  return (
    <>
      <p className="next" role="status">
        {nextWords(texts, now, { suspects: suspects.length, lines })}
      </p>
      <ScanField label={texts.warehouse.scan} onScan={(text) => void takeScan(text, places).then(askAgain)} />
      {now.task === 'suspects' ? <SuspectList suspects={suspects} /> : <GatheredList />}
      <Results places={places} />
    </>
  );
}
