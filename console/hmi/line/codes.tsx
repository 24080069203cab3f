import { signsIn } from '../data/live.ts';
import { useSession } from '../data/session.ts';
import type { LineStatus, ToldVerdict } from '../data/status-shape.ts';
import { Picture } from '../parts/picture.tsx';
import { ScrollPanel } from '../parts/scroll-panel.tsx';
import { useTexts } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';

/** What the camera saw last, with its pictures where the camera keeps them. Serials are told only to whoever has signed in. */
export function Codes({ line: { verdicts } }: { readonly line: LineStatus }) {
  const { line: texts } = useTexts();
  const { person } = useSession();
  const isHidden = signsIn() && person === undefined;
  return (
    <ScrollPanel title={texts.codes}>
      {verdicts.length === 0 && <p className="quiet">{isHidden ? texts.serialsHidden : texts.noCodes}</p>}
      <ul className="codes">
        {verdicts.map((one) => (
          <Code key={one.ordinal} {...one} />
        ))}
      </ul>
    </ScrollPanel>
  );
}

function Code({ ordinal, serial, verdict, state, reason, picture }: ToldVerdict) {
  const { line, words } = useTexts();
  const kind = verdict === 'reject' || state === 'rejected' ? 'reject' : verdict;
  const told = [
    wordOf(words.verdict, verdict),
    wordOf(words.thing, state),
    reason == null ? '' : wordOf(words.reason, reason),
  ];
  return (
    <li className={kind}>
      <Picture path={picture} alt={line.picture(serial)} none={line.noPicture} />
      <span>
        <strong>{serial}</strong>
        <span className="quiet">
          {ordinal} · {[...new Set(told)].filter(Boolean).join(' · ')}
        </span>
      </span>
    </li>
  );
}
