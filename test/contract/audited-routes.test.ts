import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '#common/store/audit.ts';
import { routes } from '../../functions/describe-api/routes.ts';
import { tables } from '../kit/dynoxide.ts';
import type { Stage, Told } from './audited/deed.ts';
import { deliveryStage } from './audited/deliveries.ts';
import { deskStage } from './audited/desk.ts';
import { dscsaStage } from './audited/dscsa.ts';
import { inboundStage } from './audited/inbound.ts';
import { listenerStage } from './audited/listeners.ts';
import { lotStage } from './audited/lots.ts';
import { mappingStage } from './audited/mappings.ts';
import { masterDataStage } from './audited/master-data.ts';
import { networkIdentityStage } from './audited/network-identity.ts';
import { nmvsStage } from './audited/nmvs.ts';
import { onboardingStage } from './audited/onboarding.ts';
import { partnerStage } from './audited/partners.ts';
import { peopleStage } from './audited/people.ts';
import { poolStage } from './audited/pools.ts';
import { repositoryStage } from './audited/repository.ts';
import { serialStage } from './audited/serials.ts';
import { vrsStage } from './audited/vrs.ts';

/** Routes that write without a row in the audit trail, and why none is missed. */
const untold: Readonly<Record<string, string>> = {
  'POST /epcis/capture': 'the ledger is the record, and the capture job tells who sent what',
  'POST /epcis/events': 'the ledger is the record',
  'POST /api/partners/{partner}/probe': 'nothing is stored: what was seen is told to who asked',
  'POST /api/mappings/{name}/preview': 'nothing is stored: what would come of it is told to who asked',
  'POST /api/mappings/{name}/test': 'nothing is stored: what came of the samples is told to who asked',
  'POST /as2': 'nobody is known to have called: the document tells by whom it is signed, and keeps the message',
  'POST /api/capture-uploads': 'a URL is signed: nothing is stored until the upload is completed',
  'PUT /api/capture-uploads/{captureID}': 'the ledger is the record, and the capture job tells of it',
  'POST /api/inbound-documents': 'the document tells who sent it and when, and keeps its bytes',
  'POST /api/pools/{pool}/imports/{importId}/upload': 'a URL is signed: what comes of it is told when the list is in',
  'POST /api/nmvs/packs': 'the transaction tells who asked for what and when, and keeps the bytes sent and answered',
  'POST /api/nmvs/mixed': 'its transactions tell who asked for what and when, and keep the bytes sent and answered',
  'POST /api/nmvs/bulk': 'the transaction tells who asked for what and when, and keeps the bytes sent and answered',
  'POST /api/verifications':
    'the verification tells who asked for what and when, and keeps the bytes sent and answered',
  'POST /api/vrs/directory/fetch': 'each entry tells where it is from, its version and when it came',
  'POST /api/serial-requests/{requestId}/file': 'numbers that were drawn already are written down once more',
  'DELETE /epcis/nextPageToken/{token}': 'a token holds nothing',
};

const changing = Object.keys(routes).filter((route) => !/^(GET|OPTIONS) /.test(route));
let stages: Stage[];
beforeAll(async () => {
  const starts = [
    lotStage,
    masterDataStage,
    mappingStage,
    poolStage,
    serialStage,
    partnerStage,
    onboardingStage,
    networkIdentityStage,
    peopleStage,
    repositoryStage,
    deliveryStage,
    nmvsStage,
    vrsStage,
    dscsaStage,
    deskStage,
    listenerStage,
    inboundStage,
  ];
  stages = await Promise.all(starts.map((start) => start()));
}, 120_000);
afterAll(async () => {
  for (const stage of stages) await stage.stop();
});

/** All that these tests do happens in March 2026. */
const trailOf = async ({ db }: Stage, tenant: string) =>
  (await audit(db, tables.registry).ofMonth(tenant, '2026-03', 1000)).entries;

const inOrder = (rows: readonly Told[]) =>
  rows.toSorted((a, b) => `${a.act} ${a.subject}`.localeCompare(`${b.act} ${b.subject}`));

test('every route that changes something is tried here, or there is a reason why it is told nowhere', () => {
  const tried = stages.flatMap(({ deeds }) => Object.keys(deeds));
  expect([...tried, ...Object.keys(untold)].toSorted()).toEqual(changing.toSorted());
});

describe('what is changed by', () => {
  test.each(changing.filter((route) => !(route in untold)))(
    '%s is in the audit trail with what was done, to what and by whom, and nothing else is',
    async (route) => {
      const stage = stages.find(({ deeds }) => route in deeds);
      const deed = stage?.deeds[route];
      if (stage === undefined || deed === undefined) throw new Error('nothing here does it: add a deed');
      const { tenant, act, told: expected } = await deed();
      const known = new Set((await trailOf(stage, tenant)).map(({ id }) => id));
      const { status, body } = await act();
      expect(status).toBeLessThan(300);
      const rows = (await trailOf(stage, tenant)).filter(({ id }) => !known.has(id));
      expect(inOrder(rows.map(({ act: did, subject, by }) => ({ act: did, subject, by })))).toEqual(
        inOrder(expected(Object(body))),
      );
      for (const { home } of rows) expect(home).toBe(tenant);
    },
  );
});
