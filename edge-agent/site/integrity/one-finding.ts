import type { Finding } from '#shared/line/finding.ts';

/** Things named in one exception. */
const MOST = 100;

/** All that is wrong with one thing as one finding: the gravest first, since what may never be told decides. Throws when nothing is. */
export function oneOf(findings: readonly Finding[]): Finding {
  const first = findings.find(({ mayTell }) => !mayTell) ?? findings[0];
  if (first === undefined) throw new Error('nothing is wrong');
  const details = [...new Set([first, ...findings].map(({ detail }) => detail))];
  const rest = details.length - 5;
  return {
    ...first,
    detail: details.slice(0, 5).join('; ') + (rest > 0 ? `; and ${rest} more` : ''),
    subjects: [...new Set([first, ...findings].flatMap(({ subjects }) => subjects))].slice(0, MOST),
  };
}
