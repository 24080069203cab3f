import type { observationSources, PdgExceptions, resolutions } from './pdg-shapes.ts';

/** A pack as it was announced, or as it was scanned. */
export interface ReceivedPack {
  /** 14 digits. */
  readonly gtin: string;
  readonly serial: string;
  readonly lot: string;
  /** YYMMDD */
  readonly expiry: string;
}

/** What came, held against what was announced and ordered. */
export interface Receipt {
  /** By which document packs were announced: its InstanceIdentifier. */
  readonly fileId: string;
  readonly announced: readonly ReceivedPack[];
  readonly scanned: readonly ReceivedPack[];
  readonly ordered?: readonly { readonly gtin: string; readonly quantity: number }[] | undefined;
  readonly source?: (typeof observationSources)[number] | undefined;
}

type Resolution = (typeof resolutions)[number];
export const wishKinds = [
  'missing_product_data',
  'missing_product',
  'data_misalignment',
  'overages',
  'underages',
] as const;
/** What we want done about each kind. */
export type Wishes = { readonly [Kind in (typeof wishKinds)[number]]?: Resolution | undefined };

const usual: Readonly<Record<keyof Wishes, Resolution>> = {
  missing_product_data: 'Send new data',
  missing_product: 'Send product',
  data_misalignment: 'Send new data',
  overages: 'Return product',
  underages: 'Send product',
};

/**
 * The exceptions of a receipt: packs without data, data without packs, packs whose lot or expiry differ, and quantities that were not ordered. A
 * kind without exceptions is absent.
 *
 * @param uuid draws the id of the next item
 */
export function exceptionsOfReceipt(receipt: Receipt, wishes: Wishes, uuid: () => string): PdgExceptions {
  const announced = new Map(receipt.announced.map((pack) => [keyOf(pack), pack]));
  const scanned = new Map(receipt.scanned.map((pack) => [keyOf(pack), pack]));
  const item = (kind: keyof Wishes) => ({
    exception_item_uuid: uuid(),
    resolution_request: wishes[kind] ?? usual[kind],
  });
  const withoutData = [...scanned.values()].filter((pack) => !announced.has(keyOf(pack)));
  const withoutProduct = [...announced.values()].filter((pack) => !scanned.has(keyOf(pack)));
  const differing = [...scanned].flatMap(([key, pack]) => {
    const data = announced.get(key);
    return data === undefined || (data.lot === pack.lot && data.expiry === pack.expiry) ? [] : [{ pack, data }];
  });
  const all = {
    missing_product_data: withoutData.map(({ gtin, serial }) => ({
      ...item('missing_product_data'),
      product_gtin: gtin,
      product_serial: serial,
      observation_source: receipt.source ?? 'Scan',
    })),
    missing_product: withoutProduct.map(({ gtin, serial }) => ({
      ...item('missing_product'),
      file_id: receipt.fileId,
      product_gtin: gtin,
      product_serial: serial,
    })),
    data_misalignment: differing.map(({ pack, data }) => ({
      ...item('data_misalignment'),
      ...named('received_product', pack),
      ...named('product_data', data),
    })),
    ...quantities(scanned, receipt.ordered ?? [], item),
  };
  return Object.fromEntries(Object.entries(all).filter(([, list]) => list.length > 0));
}

const keyOf = ({ gtin, serial }: ReceivedPack) => `${gtin} ${serial}`;

const named = <const Prefix extends 'received_product' | 'product_data'>(prefix: Prefix, pack: ReceivedPack) => ({
  [`${prefix}_gtin` as const]: pack.gtin,
  [`${prefix}_lot` as const]: pack.lot,
  [`${prefix}_expiry` as const]: pack.expiry,
  [`${prefix}_serial` as const]: pack.serial,
});

/** A pack counts once, however often it was scanned; lines of an order are summed, and what was not ordered at all was ordered nought times. */
function quantities<Item>(
  scanned: ReadonlyMap<string, ReceivedPack>,
  ordered: NonNullable<Receipt['ordered']>,
  item: (kind: keyof Wishes) => Item,
) {
  const wanted = new Map<string, number>();
  for (const { gtin, quantity } of ordered) wanted.set(gtin, (wanted.get(gtin) ?? 0) + quantity);
  const came = Map.groupBy(scanned.values(), ({ gtin }) => gtin);
  // Where nothing is said of the order, nothing is said of its quantities.
  const gtins = wanted.size === 0 ? [] : [...new Set([...wanted.keys(), ...came.keys()])];
  const counts = gtins.map((gtin) => ({
    gtin,
    quantity_ordered: wanted.get(gtin) ?? 0,
    quantity_received: came.get(gtin)?.length ?? 0,
  }));
  const over = counts.filter((one) => one.quantity_received > one.quantity_ordered);
  const under = counts.filter((one) => one.quantity_received < one.quantity_ordered);
  return {
    overages: over.map((one) => ({ ...item('overages'), ...one })),
    underages: under.map((one) => ({ ...item('underages'), ...one })),
  };
}
