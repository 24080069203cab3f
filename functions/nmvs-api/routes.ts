import type { Routes } from '#common/http.ts';
import { listAccesses, putAccess } from './accesses.ts';
import { listAlerts, moveAlert, showAlert } from './alerts.ts';
import { changePack } from './change-pack.ts';
import type { ApiNeeds } from './needs.ts';
import { retryTransaction } from './retry-transaction.ts';
import { listMixedPacks, showMixed } from './show-mixed.ts';
import { listTransactions, showBulk, showTransaction } from './show-transactions.ts';
import { startBulk } from './start-bulk.ts';
import { startMixed } from './start-mixed.ts';

/** Everything of national verification systems. */
export const routes = (needs: ApiNeeds): Routes => ({
  'GET /api/nmvs/accesses': { permission: 'deliveries:read', endpoint: listAccesses(needs) },
  'PUT /api/nmvs/accesses/{country}': { permission: 'nmvs:manage', endpoint: putAccess(needs) },
  'POST /api/nmvs/packs': { permission: 'nmvs:use', endpoint: changePack(needs) },
  'POST /api/nmvs/bulk': { permission: 'nmvs:use', endpoint: startBulk(needs) },
  'GET /api/nmvs/bulk/{id}': { permission: 'nmvs:use', endpoint: showBulk(needs) },
  'POST /api/nmvs/mixed': { permission: 'nmvs:use', endpoint: startMixed(needs) },
  'GET /api/nmvs/mixed/{id}': { permission: 'nmvs:use', endpoint: showMixed(needs) },
  'GET /api/nmvs/mixed/{id}/packs': { permission: 'nmvs:use', endpoint: listMixedPacks(needs) },
  'GET /api/nmvs/transactions': { permission: 'deliveries:read', endpoint: listTransactions(needs) },
  'GET /api/nmvs/transactions/{id}': { permission: 'deliveries:read', endpoint: showTransaction(needs) },
  'POST /api/nmvs/transactions/{id}/retry': { permission: 'nmvs:manage', endpoint: retryTransaction(needs) },
  'GET /api/nmvs/alerts': { permission: 'deliveries:read', endpoint: listAlerts(needs) },
  'GET /api/nmvs/alerts/{alertId}': { permission: 'deliveries:read', endpoint: showAlert(needs) },
  'POST /api/nmvs/alerts/{alertId}/state': { permission: 'nmvs:manage', endpoint: moveAlert(needs) },
});
