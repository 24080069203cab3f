import type { CaptureError } from '#common/store/capture-job-row.ts';
import type { InboundProblem } from '#common/store/inbound-row.ts';
import type { Refusal } from '#shared/refusal.ts';

/** Problems told of one document, and characters of each part: its row stays far below what a table takes, and nobody mends hundreds one by one. */
export const MOST_PROBLEMS = 50;
const LONGEST = 500;
const MEND = 'mend it there, and send the document again';

/** Problems as a document's row tells them. @param more how many there are beyond those given */
export function problemsOf(refusals: readonly Refusal[], more = 0): InboundProblem[] {
  const found = refusals.map(({ refused, detail, line, column = 1, ...told }) => {
    const { at = line === undefined ? undefined : `${line}:${column}`, rule, remedy = MEND } = told;
    return cut({ code: refused, detail, at, rule, remedy });
  });
  return bounded(found, more);
}

/** What a capture could not store, as problems. @param more how many there are beyond those given */
export function problemsOfCapture(errors: readonly CaptureError[], more = 0): InboundProblem[] {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const found = errors.map(({ type, detail, ...rest }) => {
    const at = text(rest['at']) ?? text(rest['eventID']);
    return cut({
      code: type.replace(/^.*:/, ''),
      detail,
      at,
      rule: text(rest['rule']),
      remedy: text(rest['remedy']) ?? MEND,
    });
  });
  return bounded(found, more);
}

function bounded(found: readonly InboundProblem[], more: number): InboundProblem[] {
  const left = found.length - MOST_PROBLEMS + more;
  if (left <= 0) return [...found];
  return [
    ...found.slice(0, MOST_PROBLEMS),
    { detail: `and ${left} more`, remedy: 'mend these first, then send it again' },
  ];
}

function cut(problem: { readonly [Name in keyof InboundProblem]-?: string | undefined }): InboundProblem {
  const { detail = '', ...more } = problem;
  const said = Object.entries(more).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, text.slice(0, LONGEST)]],
  );
  return { detail: detail.slice(0, LONGEST), ...Object.fromEntries(said) };
}
