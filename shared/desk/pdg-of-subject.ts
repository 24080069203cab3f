import type { PdgExceptions } from '../dscsa/pdg-shapes.ts';
import { identify } from '../gs1/identify.ts';
import type { DeskSubject } from './desk-subject.ts';
import type { DeskKind } from './kinds.ts';
import { pdgWordOf, type Resolution } from './resolutions.ts';

/** What a report of the PDG's schema says of a case: its items, and in words what the schema has none for. */
export interface PdgOfCase {
  readonly exceptions: PdgExceptions;
  readonly others: readonly string[];
}

/** Packs that a report names one by one: with what else it says it has at most 200 items. */
const MOST_PACKS = 150;

/**
 * A case's subject in the words of the PDG.
 *
 * @param resolution what is proposed; what the PDG has no word for is said in words
 * @param uuid draws the id of the next item
 */
export function pdgOfSubject(
  kind: DeskKind,
  subject: DeskSubject,
  resolution: Resolution,
  uuid: () => string,
): PdgOfCase {
  const wish = pdgWordOf[resolution];
  const item = () => ({ exception_item_uuid: uuid(), resolution_request: wish ?? ('Send new data' as const) });
  const all = subject.things.flatMap((epc) => {
    const key = identify(epc);
    return key.kind === 'sgtin' ? [{ product_gtin: key.gtin, product_serial: key.serial }] : [];
  });
  const packs = all.slice(0, MOST_PACKS);
  const containers = subject.things.filter((epc) => identify(epc).kind !== 'sgtin');
  const counts = subject.counts.map(({ gtin, announced, received }) => ({
    ...item(),
    ...{ gtin, quantity_ordered: announced, quantity_received: received },
  }));
  const [fileId = 'unknown'] = subject.events;
  const lists: PdgExceptions = {
    ...(kind === 'missing-data' && {
      missing_product_data: packs.map((pack) => ({ ...item(), ...pack, observation_source: 'Scan' as const })),
    }),
    ...(kind === 'missing-product' && {
      missing_product: packs.map((pack) => ({ ...item(), ...pack, file_id: fileId })),
    }),
    ...(kind === 'overage' && { overages: counts }),
    ...(kind === 'underage' && { underages: counts }),
    ...(kind === 'master-data' && {
      master_data_errors: {
        gln_errors: subject.keys
          .filter((one) => one.kind === 'gln')
          .map(({ invalid, proposed = null }) => ({
            ...{ ...item(), invalid_gln: invalid, proposed_gln: proposed },
          })),
        gtin_errors: subject.keys
          .filter((one) => one.kind === 'gtin')
          .map(({ invalid, proposed = null }) => ({
            ...{ ...item(), invalid_gtin: invalid, proposed_gtin: proposed },
          })),
      },
    }),
  };
  const named = kind === 'missing-data' || kind === 'missing-product';
  const others = [
    ...(wish === undefined ? [`proposed: ${resolution}`] : []),
    ...(all.length > packs.length ? [`${kind}: ${all.length - packs.length} packs more`] : []),
    ...containers.map((epc) => `${kind}: ${epc}`),
    ...(named ? [] : packs.map((pack) => `${kind}: GTIN ${pack.product_gtin}, serial ${pack.product_serial}`)),
    ...subject.differences.map(
      ({ thing, member, told = '-', seen = '-' }) => `${kind}: ${thing}: ${member} ${told} told, ${seen} seen`,
    ),
  ];
  const exceptions = Object.fromEntries(Object.entries(lists).filter(([, list]) => !isEmpty(list)));
  return { exceptions, others };
}

const isEmpty = (list: unknown) => Array.isArray(list) && list.length === 0;
