/** A report as the desk reads it, by its own lights: the members that the PDG's schema demands, and the items. */
export interface SeenReport {
  readonly messageUuid: string;
  readonly caseUuid: string;
  readonly poNumber: string;
  readonly isResolved: boolean;
  readonly items: readonly { readonly uuid: string; readonly wish: string }[];
}

const wishes = [
  'Send new data',
  'Send product',
  'Return product',
  'Send back product',
  'Credit account',
  'Debit account',
];
const needed: Readonly<Record<string, readonly string[]>> = {
  missing_product_data: ['product_gtin', 'observation_source'],
  missing_product: ['file_id', 'product_gtin', 'product_serial'],
  data_misalignment: ['received_product_gtin', 'received_product_lot', 'product_data_gtin', 'product_data_lot'],
  overages: ['gtin', 'quantity_ordered', 'quantity_received'],
  underages: ['gtin', 'quantity_ordered', 'quantity_received'],
  gln_errors: ['invalid_gln'],
  gtin_errors: ['invalid_gtin'],
};

type Members = Readonly<Record<string, unknown>>;
const membersOf = (value: unknown): Members => Object(value ?? {});

/** A report, or what is wrong with it. */
export function readReport(body: Buffer): SeenReport | string {
  let value: Members;
  try {
    value = membersOf(JSON.parse(body.toString('utf8')));
  } catch {
    return 'no JSON';
  }
  const texts = ['message_uuid', 'exception_case_uuid', 'po_number'].filter((name) => typeof value[name] !== 'string');
  if (texts.length > 0) return `${texts.join(', ')} missing`;
  if (!Number.isInteger(value['timestamp'])) return 'timestamp is no integer';
  if (typeof value['case_resolved'] !== 'boolean') return 'case_resolved is no boolean';
  if (typeof membersOf(value['sender_information'])['email'] !== 'string') return 'sender_information has no email';
  const items: { uuid: string; wish: string }[] = [];
  const { master_data_errors: master, ...lists } = membersOf(value['exceptions']);
  for (const [kind, list] of Object.entries({ ...lists, ...membersOf(master) })) {
    const wanted = needed[kind];
    if (wanted === undefined || list === null || list === undefined) continue;
    for (const one of Array.isArray(list) ? list : [list]) {
      const item = membersOf(one);
      const missing = wanted.find((name) => item[name] === undefined);
      const [uuid, wish] = [item['exception_item_uuid'], item['resolution_request']];
      if (missing !== undefined || typeof uuid !== 'string' || !wishes.includes(String(wish)))
        return `an item of ${kind} is not whole`;
      items.push({ uuid, wish: String(wish) });
    }
  }
  return {
    messageUuid: String(value['message_uuid']),
    caseUuid: String(value['exception_case_uuid']),
    poNumber: String(value['po_number']),
    isResolved: value['case_resolved'],
    items,
  };
}
