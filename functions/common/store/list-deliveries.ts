import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type Delivery, storedDelivery } from './delivery-row.ts';
import { filteredPage } from './filtered-page.ts';
import { deliveryKey } from './keys.ts';

/** Which deliveries are wanted; an absent filter fits all. */
export interface Wanted {
  readonly kind?: string | undefined;
  /** In this state, or in one of these. */
  readonly state?: string | readonly string[] | undefined;
  readonly market?: string | undefined;
  readonly partner?: string | undefined;
  readonly gtin?: string | undefined;
  readonly lot?: string | undefined;
  /** What the other side of a movement did with it. */
  readonly counterparty?: string | undefined;
  /** Names of reports, as their regulator has them. */
  readonly report?: readonly string[] | undefined;
  readonly limit: number;
  /** `deliveryId` of the last one seen. */
  readonly after?: string | undefined;
}

/** One page of a tenant's deliveries by id; see `filteredPage`. */
export async function listDeliveries(db: DynamoDBDocumentClient, table: string, tenant: string, wanted: Wanted) {
  const { kind, state, market, partner, gtin, lot, counterparty, report, limit, after } = wanted;
  const fits = {
    kind,
    state,
    market,
    partner,
    'subject.gtin': gtin,
    'subject.lot': lot,
    'counterparty.state': counterparty,
    'report.name': report,
  };
  const { rows, ...more } = await filteredPage(db, { table, pk: deliveryKey(tenant, '').pk, fits, limit, after });
  return { deliveries: rows.map((row): Delivery => v.parse(storedDelivery, row)), ...more };
}
