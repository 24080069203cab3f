import type { EpcisHead } from '../../document.ts';
import { doubtful, type Fault, type Profile, wrong } from '../finding.ts';
import { memberNamed } from '../member-names.ts';
import { checkBusinessHeader } from './check-business-header.ts';
import { checkProducts } from './check-products.ts';
import { checkSites } from './check-sites.ts';
import { checkStatement } from './check-statement.ts';
import { guideline, US_HEALTHCARE } from './guideline.ts';

/** What a document exchanged under the DSCSA must say before its events. */
export function* checkDscsaHead(head: EpcisHead, profile: Profile): Generator<Fault> {
  if (head.form !== 'EPCISDocument')
    yield wrong(
      'dscsa-form',
      '/form',
      guideline('document'),
      `an ${head.form} is not what trading partners exchange`,
      'send an EPCISDocument',
    );
  if (head.schemaVersion !== '1.2')
    yield wrong(
      'dscsa-schema-version',
      '/schemaVersion',
      guideline('document'),
      `schemaVersion is ${head.schemaVersion ?? 'not given'}, not 1.2`,
      'send EPCIS 1.2',
    );
  yield* checkBusinessHeader(head);
  yield* checkStatement(head);
  if (profile === 'dscsa-1.3') yield* checkGuidelineVersion(head);
  yield* checkProducts(head);
  yield* checkSites(head);
}

/** Seen in files made after R1.3; whether it is required is not certain. */
function* checkGuidelineVersion({ headerExtensions = {}, context }: EpcisHead): Generator<Fault> {
  const definitions = new Map(Object.entries(context));
  if (memberNamed(headerExtensions, `${US_HEALTHCARE}guidelineVersion`, definitions) === undefined)
    yield doubtful(
      'dscsa-guideline-version',
      '/headerExtensions',
      guideline('header'),
      'guidelineVersion is missing, which files after R1.3 carry',
    );
}
