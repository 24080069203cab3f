import type { EpcisHead } from '../../../epcis/document.ts';
import { US_HEALTHCARE } from '../../../epcis/validation/dscsa/guideline.ts';
import type { Profile } from '../../../epcis/validation/finding.ts';
import { memberNamed } from '../../../epcis/validation/member-names.ts';

/** The release of the guideline that a document follows: after R1.3 it names a version. */
export function usProfileOf({ headerExtensions = {}, context }: EpcisHead): Profile {
  const definitions = new Map(Object.entries(context));
  const version = memberNamed(headerExtensions, `${US_HEALTHCARE}guidelineVersion`, definitions);
  return version === undefined ? 'dscsa-1.2' : 'dscsa-1.3';
}
