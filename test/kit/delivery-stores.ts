import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { lotUnits } from '#common/lot-units.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import { ledger } from '#common/store/ledger.ts';
import { lots } from '#common/store/lots.ts';
import { madeRecalls } from '#common/store/made-recalls.ts';
import { marketWithdrawals } from '#common/store/market-withdrawals.ts';
import { noticeFetches } from '#common/store/notice-fetches.ts';
import { notices } from '#common/store/notices.ts';
import { registry } from '#common/store/registry.ts';
import { regulatorAccesses } from '#common/store/regulator-accesses.ts';
import { releases } from '#common/store/releases.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { toldPacks } from '#common/store/told-packs.ts';
import { turnRows } from '#common/store/turns.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { unknownCountries } from '#common/store/unknown-countries.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import { tables } from './dynoxide.ts';
import { openCipher } from './open-cipher.ts';

/** What the functions between a captured event and its delivery keep and read. */
export function storesOf(db: DynamoDBDocumentClient, pools: SerialPools) {
  const histories = {
    ledger: ledger(db, tables.ledger, pools, openCipher),
    unitEvents: unitEvents(db, tables.ledger, pools, openCipher),
  };
  return {
    deliveries: deliveries(db, tables.deliveries),
    exceptions: exceptions(db, tables.deliveries),
    inbound: inboundDocuments(db, tables.deliveries),
    registry: registry(db, tables.registry),
    accesses: regulatorAccesses(db, tables.registry, tables.deliveries),
    withdrawals: marketWithdrawals(db, tables.registry, tables.deliveries),
    lots: lots(db, tables.registry, tables.deliveries),
    recalls: madeRecalls(db, tables.registry, tables.deliveries),
    releases: releases(db, tables.deliveries),
    told: toldPacks(db, tables.deliveries),
    unknownCountries: unknownCountries(db, tables.deliveries),
    turns: turnRows(db, tables.deliveries),
    notices: notices(db, tables.deliveries),
    fetches: noticeFetches(db, tables.deliveries),
    ...histories,
    vocabulary: vocabulary(db, tables.registry),
    lotUnits: lotUnits(histories),
  };
}
