import type { LineStatus } from '../data/status-shape.ts';
import { useTexts } from '../texts/language.ts';
import { stepOf, steps } from './step-of.ts';

/** Where the batch stands between clearance and report. */
export function Stepper({ line }: { readonly line: LineStatus }) {
  const { line: texts } = useTexts();
  const now = stepOf(line);
  const at = now === undefined ? -1 : steps.indexOf(now);
  const isReported = line.batch?.state === 'reported';
  return (
    <ol className="steps" aria-label={texts.stepsTitle}>
      {steps.map((step, i) => {
        const isDone = i < at || (isReported && i === at);
        const isNow = i === at && !isReported;
        return (
          <li key={step} className={isDone ? 'done' : isNow ? 'now' : ''} aria-current={isNow ? 'step' : undefined}>
            <span aria-hidden="true">{isDone ? '✓' : i + 1}</span> {texts.steps[step]}
            {isDone && <span className="unseen">, {texts.stepDone}</span>}
          </li>
        );
      })}
    </ol>
  );
}
