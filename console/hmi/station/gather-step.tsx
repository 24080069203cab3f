import { useTexts } from '../texts/language.ts';
import { type ActName, acts, isEnough } from './acts.ts';

interface Needs {
  readonly act: ActName;
  readonly scans: readonly string[];
  readonly undo: () => void;
  readonly goOn: (act: ActName) => void;
}

/** More is scanned for an act: what goes in, what comes out, what stands beside. */
export function GatherStep({ act, scans, undo, goOn }: Needs) {
  const { station } = useTexts();
  const { gathers } = acts[act];
  if (gathers === undefined) return null;
  const swap = scans.length === 0 ? station.more.out : station.more.into;
  const isFull = gathers === 'swap' && scans.length >= 2;
  return (
    <section className="deed" aria-label={station.acts[act]}>
      <div className="grow">
        <h3>{station.acts[act]}</h3>
        <p role="status">{isFull ? '' : gathers === 'swap' ? swap : station.more[gathers]}</p>
        <p>{station.scanned(scans.length)}</p>
        <ol className="gathered">
          {scans.map((scan) => (
            <li key={scan}>{scan}</li>
          ))}
        </ol>
      </div>
      {scans.length > 0 && (
        <button type="button" onClick={undo}>
          {station.undo}
        </button>
      )}
      {isEnough(gathers, scans) && (
        <button type="button" className="main big" onClick={() => goOn(act)}>
          {station.goOn}
        </button>
      )}
    </section>
  );
}
