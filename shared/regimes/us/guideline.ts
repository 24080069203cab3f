import { US_HEALTHCARE } from '../../epcis/validation/dscsa/guideline.ts';
import type { Profile } from '../../epcis/validation/finding.ts';

/** Releases of the GS1 US guideline, Applying GS1 Standards for DSCSA and Traceability, that partners ask for. */
export const usReleases = ['r1.2', 'r1.3'] as const;
export type UsRelease = (typeof usReleases)[number];

/** By which rules a document of a release is judged. */
export const profileOf: Readonly<Record<UsRelease, Profile>> = { 'r1.2': 'dscsa-1.2', 'r1.3': 'dscsa-1.3' };

/** What stands in guidelineVersion; R1.2 has none (seen in files made after R1.3 [M]). */
export const guidelineVersion: Readonly<Record<UsRelease, string | undefined>> = { 'r1.2': undefined, 'r1.3': '1.3' };

/** The prefix that files in the field use for what GS1 US adds. */
export const usContext = { gs1ushc: US_HEALTHCARE } as const;

/** The transaction statement (FD&C Act 581(27)) [R]: its law in one sentence, as sellers write it. */
export const LEGAL_NOTICE = 'Seller has complied with each applicable subsection of FDCA Sec. 581(27)(A)-(G).';
