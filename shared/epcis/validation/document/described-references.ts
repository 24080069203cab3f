import { canonicalKey } from '../../../gs1/canonical-epc.ts';
import type { EpcisHead } from '../../document.ts';
import { guideline } from '../dscsa/guideline.ts';
import { masterDataOf } from '../dscsa/master-data-of.ts';
import { doubtful, wrong } from '../finding.ts';
import type { DocumentFault } from './document-rule.ts';
import type { Reference, References } from './references.ts';

/** Every product and site that the events name should be described in the header; sites by their GLN, whatever the extension. */
export function* checkDescribed(
  head: EpcisHead,
  { gtins, glns }: References,
  tellsBeginnings: boolean,
): Generator<DocumentFault> {
  const products = keysOf(head, 'EPCClass');
  const sites = keysOf(head, 'Location', 'BusinessLocation', 'ReadPoint', 'Party');
  yield* undescribed(gtins, products, 'GTIN', 'EPCClass', tellsBeginnings);
  yield* undescribed(glns, sites, 'GLN', 'Location', tellsBeginnings);
}

const keysOf = (head: EpcisHead, ...types: readonly string[]): ReadonlySet<string | undefined> =>
  new Set([...masterDataOf(head, ...types)].map(({ id }) => canonicalKey(id)?.primary.value));

function* undescribed(
  named: ReadonlyMap<string, Reference>,
  described: ReadonlySet<string | undefined>,
  what: string,
  type: string,
  tellsBeginnings: boolean,
): Generator<DocumentFault> {
  // A document that tells no beginnings may follow one that carried the master data.
  const judge = tellsBeginnings ? wrong : doubtful;
  for (const [key, { event, path }] of named)
    if (!described.has(key))
      yield {
        tier: 'dscsa',
        event,
        ...judge(
          `dscsa-${what.toLowerCase()}-undescribed`,
          path,
          guideline(`${type} master data`),
          `${what} ${key} is not in the header's master data`,
        ),
      };
}
