import { canonicalKey } from '../../../gs1/canonical-epc.ts';
import type { EpcisHead } from '../../document.ts';
import { guideline } from '../dscsa/guideline.ts';
import { masterDataOf } from '../dscsa/master-data-of.ts';
import { doubtful, wrong } from '../finding.ts';
import type { DocumentFault } from './document-rule.ts';
import { faultOf } from './fault-of.ts';
import type { Reference, References } from './references.ts';

const dscsa = faultOf('dscsa');

/**
 * Every product and site that the events name should be described in the header; sites by their GLN, whatever the extension. What an
 * earlier document may have described is a warning: a product that this one does not commission, and sites when it commissions none.
 *
 * @param earlier GTINs and GLNs that an earlier document is known to describe
 */
export function* checkDescribed(
  head: EpcisHead,
  named: References,
  earlier: ReadonlySet<string>,
): Generator<DocumentFault> {
  const products = new Set([...keysOf(head, 'EPCClass'), ...earlier]);
  const sites = new Set([...keysOf(head, 'Location', 'BusinessLocation', 'ReadPoint', 'Party'), ...earlier]);
  yield* undescribed(named.gtins, products, 'GTIN', 'EPCClass', (gtin) => named.begun.has(gtin));
  yield* undescribed(named.glns, sites, 'GLN', 'Location', () => named.begun.size > 0);
  if (named.full)
    yield dscsa.doubtful(
      'dscsa-references-not-followed',
      '',
      guideline('master data'),
      'the document names too many products or sites: not all were looked up in its master data',
    );
}

const keysOf = (head: EpcisHead, ...types: readonly string[]): ReadonlySet<string | undefined> =>
  new Set([...masterDataOf(head, ...types)].map(({ id }) => canonicalKey(id)?.primary.value));

function* undescribed(
  named: ReadonlyMap<string, Reference>,
  described: ReadonlySet<string | undefined>,
  what: string,
  type: string,
  isIntroduced: (key: string) => boolean,
): Generator<DocumentFault> {
  for (const [key, { event, path }] of named) {
    if (described.has(key)) continue;
    const judge = isIntroduced(key) ? wrong : doubtful;
    yield dscsa.of(
      judge(
        `dscsa-${what.toLowerCase()}-undescribed`,
        path,
        guideline(`${type} master data`),
        `${what} ${key} is not in the header's master data`,
      ),
      event,
    );
  }
}
