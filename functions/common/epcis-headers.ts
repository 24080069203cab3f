import { refuse } from '#shared/refusal.ts';
import type { Request } from './http.ts';
import { Refused } from './refused.ts';

/** What every answer of the EPCIS interface says of itself (EPCIS 2.0, REST binding, headers). */
export const versionHeaders = { 'GS1-EPCIS-Version': '2.0.0', 'GS1-CBV-Version': '2.0.0' };

/** Refuses a caller who insists on a version we do not speak. */
export function mustSpeakVersion2({ headers }: Pick<Request, 'headers'>): void {
  for (const name of ['gs1-epcis-version', 'gs1-cbv-version']) {
    const asked = headers[name];
    if (asked === undefined || /^2(\.\d+)*$/.test(asked)) continue;
    throw new Refused(
      refuse('not-acceptable', `${name} ${asked} is not spoken here`, {
        remedy: 'ask for 2.0.0, or leave the header out',
      }),
    );
  }
}
