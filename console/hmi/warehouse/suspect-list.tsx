import { useAskAgain } from '../data/use-asked.ts';
import { useSpoken } from '../texts/language.ts';
import { short } from './names.ts';
import { judgeSuspect } from './warehouse-acts.ts';
import type { Suspect } from './warehouse-shape.ts';

/** Packs that are perhaps falsified, for quality assurance to judge. */
export function SuspectList({ suspects }: { readonly suspects: readonly Suspect[] }) {
  const { texts, formats } = useSpoken();
  const { suspect } = texts.warehouse;
  const askAgain = useAskAgain();
  return (
    <ol className="gathered">
      {suspects.map((one) => (
        <li key={one.suspect} className="bar">
          <span>
            {suspect.row(one.suspect, short(one.epc), one.says, one.known, one.who, formats.moment(one.at), one.why)}
          </span>
          {(['genuine', 'falsified'] as const).map((outcome) => (
            <button key={outcome} type="button" onClick={() => void judgeSuspect(one, outcome).then(askAgain)}>
              {suspect[outcome]}
            </button>
          ))}
        </li>
      ))}
    </ol>
  );
}
