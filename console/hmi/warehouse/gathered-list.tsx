import { useStore } from '../data/store.ts';
import { useTexts } from '../texts/language.ts';
import { short } from './names.ts';
import { tasks } from './tasks.ts';
import { changeWork, looking, useWork } from './work.ts';

/** What was scanned so far, in its order. Nothing of it has happened before it is confirmed. */
export function GatheredList() {
  const { warehouse, loading } = useTexts();
  const { scans, task } = useWork();
  const isLooking = useStore(looking) > 0;
  const mark = (text: string) =>
    changeWork({ scans: scans.map((one) => (one.text === text ? { ...one, marked: one.marked !== true } : one)) });
  return (
    <>
      <ol className="gathered" aria-live="polite">
        {scans.map(({ text, epc, unchecked, marked }, i) => (
          <li key={text} className="bar">
            <span>
              {i + 1}. {epc === undefined ? text : short(epc)}
            </span>
            {unchecked && <span className="quiet">{warehouse.unchecked}</span>}
            {tasks[task].marks !== undefined && (
              <button type="button" aria-pressed={marked === true} onClick={() => mark(text)}>
                {warehouse.damaged}
                {marked && ' ✓'}
              </button>
            )}
          </li>
        ))}
      </ol>
      {isLooking && <p className="quiet">{loading}</p>}
    </>
  );
}
