import type { PdgExceptions } from './pdg-shapes.ts';

/** An item of a report as it is counted and answered, whatever its kind. */
export interface PdgItem {
  readonly uuid: string;
  /** JSON pointer of it in the report. */
  readonly at: string;
  /** GTINs and GLNs it names, with their member. */
  readonly keys: readonly { readonly member: string; readonly kind: 'gtin' | 'gln'; readonly value: string }[];
}

const lists = ['missing_product_data', 'missing_product', 'data_misalignment', 'overages', 'underages'] as const;

/** All items of a report, in the order of the schema. */
export function itemsOf(exceptions: PdgExceptions | null | undefined): PdgItem[] {
  const { master_data_errors: master } = exceptions ?? {};
  return [
    ...lists.flatMap((name) => (exceptions?.[name] ?? []).map((one, i) => itemOf(one, `/exceptions/${name}/${i}`))),
    ...(master?.gln_errors ?? []).map((one, i) => itemOf(one, `/exceptions/master_data_errors/gln_errors/${i}`)),
    ...(master?.gtin_errors ?? []).map((one, i) => itemOf(one, `/exceptions/master_data_errors/gtin_errors/${i}`)),
  ];
}

/** What is told to be wrong, and what was scanned, may be no valid key: that is what the item is about. */
const told: Readonly<Record<string, 'gtin' | 'gln'>> = {
  gtin: 'gtin',
  product_gtin: 'gtin',
  product_data_gtin: 'gtin',
  proposed_gtin: 'gtin',
  proposed_gln: 'gln',
};

function itemOf({ exception_item_uuid: uuid, ...members }: { exception_item_uuid: string }, at: string): PdgItem {
  const keys = Object.entries(members).flatMap(([member, value]) => {
    const kind = told[member];
    return kind === undefined || typeof value !== 'string' ? [] : [{ member, kind, value }];
  });
  return { uuid, at, keys };
}
