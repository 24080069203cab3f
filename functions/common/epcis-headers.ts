import { refuse } from '#shared/refusal.ts';
import { Refused } from './refused.ts';

/** What of a request says how the answer should be. */
export interface WithHeaders {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** What every answer of the EPCIS interface says of itself (EPCIS 2.0, REST binding, headers). */
export const versionHeaders = {
  'GS1-EPCIS-Version': '2.0.0',
  'GS1-CBV-Version': '2.0.0',
  'GS1-Vendor-Version': 'seriate-0.1.0',
};

/** The range that OPTIONS announces: one version. */
export const versionRange = {
  'GS1-EPCIS-Min': '2.0.0',
  'GS1-EPCIS-Max': '2.0.0',
  'GS1-CBV-Min': '2.0.0',
  'GS1-CBV-Max': '2.0.0',
};

const SPOKEN = [2, 0, 0];

/** Refuses a caller who insists on a version we do not speak: by naming it, or by a range without it. */
export function mustSpeakVersion2({ headers }: WithHeaders): void {
  for (const standard of ['EPCIS', 'CBV']) {
    const asked = (which: string) => headers[`gs1-${standard.toLowerCase()}-${which}`];
    mustHold(
      `GS1-${standard}-Version`,
      asked('version'),
      (version) => version === '2' || /^2\.0(\.\d+)*$/.test(version),
    );
    mustHold(`GS1-${standard}-Min`, asked('min'), (lowest) => comparedToSpoken(lowest) <= 0);
    mustHold(`GS1-${standard}-Max`, asked('max'), (highest) => comparedToSpoken(highest) >= 0);
  }
}

function mustHold(header: string, asked: string | undefined, holds: (version: string) => boolean): void {
  if (asked === undefined || (/^\d+(\.\d+)*$/.test(asked) && holds(asked))) return;
  throw new Refused(
    refuse('not-acceptable', `${header} ${asked} leaves no version that is spoken here`, {
      at: header,
      rule: 'EPCIS 2.0, REST binding, versions',
      remedy: 'ask for 2.0.0, or leave the header out',
    }),
  );
}

/** Negative for an earlier version, positive for a later one; parts that are missing count as 0. */
function comparedToSpoken(version: string): number {
  const parts = version.split('.').map(Number);
  const differences = Array.from({ length: Math.max(parts.length, SPOKEN.length) }, (_, at) => {
    return (parts[at] ?? 0) - (SPOKEN[at] ?? 0);
  });
  return differences.find((difference) => difference !== 0) ?? 0;
}
