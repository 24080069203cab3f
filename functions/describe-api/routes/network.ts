import * as v from 'valibot';
import {
  deliveryFacts,
  deliveryReason,
  deliveryUnhold,
  errorMeaning,
  joinedSubmission,
} from '#shared/messages/deliveries-api.ts';
import { noticePage, regulatorNotice } from '#shared/messages/notices-api.ts';
import {
  accessKind,
  regulatorAccess,
  setRegulatorAccess,
  wantedRegulatorAccess,
} from '#shared/messages/regulator-accesses-api.ts';
import { madeStatement, newStatement, statementKinds } from '#shared/messages/statements-api.ts';
import { marketWithdrawal, marketWithdrawals, newMarketWithdrawal } from '#shared/messages/withdrawals-api.ts';
import { anything, type RouteDescriptions } from './route-description.ts';

/** Deliveries and verification. */
export const networkRoutes: RouteDescriptions = {
  'GET /api/deliveries': {
    summary: 'Submissions to regulators and deliveries to partners',
    permission: 'deliveries:read',
    answer: { status: 200, shape: anything },
  },
  'GET /api/deliveries/{deliveryId}': {
    summary: 'One delivery; with ?evidence=n the bytes of that evidence',
    permission: 'deliveries:read',
    answer: { status: 200, shape: anything },
  },
  'POST /api/deliveries/{deliveryId}/resend': {
    summary: 'Send a parked or rejected delivery again, or one to a partner now that waits for its next try',
    permission: 'deliveries:write',
    answer: { status: 202, shape: anything },
  },
  'POST /api/deliveries/{deliveryId}/hold': {
    summary: 'Keep a delivery back that is due',
    permission: 'deliveries:write',
    body: deliveryReason,
    answer: { status: 200, shape: anything },
  },
  'POST /api/deliveries/{deliveryId}/unhold': {
    summary: 'Let a delivery go that was kept back',
    permission: 'deliveries:write',
    body: deliveryUnhold,
    answer: { status: 200, shape: anything },
  },
  'POST /api/deliveries/{deliveryId}/cancel': {
    summary: 'Tell nobody: end a delivery that has not arrived',
    permission: 'deliveries:write',
    body: deliveryReason,
    answer: { status: 200, shape: anything },
  },
  'POST /api/deliveries/{deliveryId}/close': {
    summary: 'Leave a delivery as it was taken, in part: what was refused of it is told to nobody',
    permission: 'deliveries:write',
    body: deliveryReason,
    answer: { status: 200, shape: anything },
  },
  'POST /api/deliveries/{deliveryId}/correct': {
    summary: 'Report those objects again that a regulator refused',
    permission: 'deliveries:write',
    body: deliveryReason,
    answer: { status: 200, shape: anything },
  },
  'PUT /api/deliveries/{deliveryId}/facts': {
    summary: 'Give facts that a report wants and no event tells; with the last of them it goes',
    permission: 'deliveries:write',
    body: deliveryFacts,
    answer: { status: 200, shape: anything },
  },
  'GET /api/lots/{lot}/submissions': {
    summary: 'What regulators are told of a lot, split reports joined',
    permission: 'deliveries:read',
    answer: { status: 200, shape: v.object({ submissions: v.array(joinedSubmission) }) },
  },
  'POST /api/products/{gtin}/market-withdrawals': {
    summary:
      'Withdraw a product from a market for good, under an electronic signature, with a reason of 10 to 1,000 characters',
    permission: 'recalls:write',
    body: newMarketWithdrawal,
    answer: { status: 201, shape: marketWithdrawal },
  },
  'GET /api/products/{gtin}/market-withdrawals': {
    summary: 'From which markets a product is withdrawn',
    permission: 'deliveries:read',
    answer: { status: 200, shape: marketWithdrawals },
  },
  'GET /api/regulators/{market}/statements': {
    summary: 'What the regulator of a market can be told by hand, and what each statement wants',
    permission: 'deliveries:read',
    answer: { status: 200, shape: statementKinds },
  },
  'POST /api/statements': {
    summary: 'Have a regulator told what no event tells, under an electronic signature; idempotent by `statement`',
    permission: 'deliveries:write',
    body: newStatement,
    answer: { status: 201, shape: madeStatement },
  },
  'GET /api/regulator-accesses': {
    summary:
      'How the regulators of the markets are reached, where not at the address of the installation, and what their secrets hold',
    permission: 'deliveries:read',
    answer: { status: 200, shape: v.object({ accesses: v.array(regulatorAccess), kinds: v.array(accessKind) }) },
  },
  'PUT /api/regulator-accesses/{market}': {
    summary: 'Set how the regulator of a market is reached; the secret it names proves who sends',
    permission: 'registry:write',
    body: wantedRegulatorAccess,
    answer: { status: 200, shape: setRegulatorAccess },
  },
  'GET /api/regulator-notices': {
    summary: 'What regulators told of their own accord, the oldest first: goods on their way, accepted, refused',
    permission: 'deliveries:read',
    answer: { status: 200, shape: noticePage },
  },
  'GET /api/regulator-notices/{noticeId}': {
    summary: 'One of them; with ?evidence=0 its exact bytes',
    permission: 'deliveries:read',
    answer: { status: 200, shape: regulatorNotice },
  },
  'GET /api/regulator-errors': {
    summary: 'What the codes of regulators and trading partners mean, why they come, and what to do',
    permission: 'deliveries:read',
    answer: { status: 200, shape: v.object({ errors: v.array(errorMeaning) }) },
  },
  'GET /vrs/verify/gtin/{gtin}/lot/{lot}/ser/{serial}': {
    summary: 'Verify a pack (GS1 Lightweight Messaging Standard for Verification of Product Identifiers)',
    permission: 'packs:verify',
    answer: { status: 200, shape: anything },
  },
  'GET /vrs/checkConnectivity': {
    summary: 'Ask whether verification is answered for a GTIN',
    permission: 'packs:verify',
    answer: { status: 200, shape: anything },
  },
};
