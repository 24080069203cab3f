import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { answerSender } from '#common/inbound/answer-sender.ts';
import { type KeptDocument, keepInbound, type ReceivedDocument } from '#common/inbound/keep-inbound.ts';
import { namesKnown } from '#common/integrity/names-known.ts';
import { unitFacts } from '#common/integrity/unit-facts.ts';
import { readByMapping } from '#common/mapping/read-by-mapping.ts';
import { mayPartner } from '#common/may-partner.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { blockPieces } from '#common/store/block-pieces.ts';
import { classEvents } from '#common/store/class-events.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { deskCases } from '#common/store/desk-cases.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { foreignUnits, hasForeignUnits } from '#common/store/foreign-units.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import { mappings } from '#common/store/mappings.ts';
import { masterData } from '#common/store/master-data.ts';
import { downloadUrls } from '#common/store/object-writer.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { partnerMailbox } from '#common/store/partner-mailbox.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import { checkDigit } from '#shared/gs1/check-digit.ts';
import { type InboundMessage, inboundMessage } from '#shared/messages/queue-messages.ts';
import { receiveDocument } from '../../functions/receive-document/receive-document.ts';
import { approved } from './approved.ts';
import { aProduct } from './builders.ts';
import { startCaptureWorld } from './capture-world.ts';
import { tables } from './dynoxide.ts';
import { giveTenant } from './give-tenant.ts';
import { openCipher } from './open-cipher.ts';
import { companyPrefix } from './unit-maker.ts';

/** A contract packer under a company prefix of its own. */
export const packer = {
  name: 'Packright GmbH',
  party: 'urn:epc:id:pgln:9521987.00001',
  channel: 'portal',
  kind: 'cmo',
} as const;

export type InboundWorld = Awaited<ReturnType<typeof startInboundWorld>>;

let tenants = 0;

type Around = Awaited<ReturnType<typeof startCaptureWorld>>;

/** What the functions that take documents in work with, over engines of a test. */
function needsOf(world: Around, db: DynamoDBDocumentClient, wake: SendToQueue, act: SendToQueue) {
  const { cloud, clock } = world;
  const now = () => new Date(clock.ms++);
  const [pools, tenantsOf] = [serialPools(db, tables.serials), registry(db, tables.registry, now)];
  const names = namesKnown({ registry: tenantsOf, vocabulary: vocabulary(db, tables.registry), now });
  return {
    ...world.needs(db),
    inbound: inboundDocuments(db, tables.deliveries),
    registry: tenantsOf,
    names,
    factsOf: unitFacts({ pools, cipher: openCipher, now }, names),
    unitEvents: unitEvents(db, tables.ledger, pools, openCipher),
    foreignUnits: foreignUnits(db, tables.ledger),
    hasForeignUnits: hasForeignUnits(db, tables.ledger),
    classEvents: classEvents(db, tables.ledger),
    placesOf: epcPlaces(pools, openCipher),
    pieceOf: blockPieces(db, tables.serials),
    pools,
    cases: deskCases(db, tables.deliveries),
    uuid: randomUUID,
    evidence: evidenceStore(cloud.s3, 'documents'),
    read: readByMapping({ mappings: mappings(db, tables.registry), registry: tenantsOf, now }),
    may: mayPartner(onboardings(db, tables.registry)),
    answer: answerSender({
      registry: tenantsOf,
      mappings: mappings(db, tables.registry),
      deliveries: deliveries(db, tables.deliveries),
      wakePartner: async () => undefined,
      now,
    }),
    act,
    deliveries: deliveries(db, tables.deliveries),
    mailbox: partnerMailbox(db, tables.deliveries),
    master: masterData(db, tables.registry),
    urlOf: downloadUrls('documents', cloud.s3),
    registryTable: tables.registry,
    wake,
    now,
  };
}

type Kept = Omit<ReceivedDocument, 'partner' | 'way' | 'contentType' | 'fileName' | 'at'> & Partial<ReceivedDocument>;

/** Everything that a partner's document meets from its receipt to the end of its capture, on real engines. */
export async function startInboundWorld() {
  const world = await startCaptureWorld();
  const { engine, clock } = world;
  const woken: { message: InboundMessage; at: number }[] = [];
  const wake: SendToQueue = async (message, delay = 0) =>
    void woken.push({ message: v.parse(inboundMessage, message), at: clock.ms + delay * 1000 });
  const acted: InboundMessage[] = [];
  const act: SendToQueue = async (message) => void acted.push(v.parse(inboundMessage, message));
  const needs = (db: DynamoDBDocumentClient = engine.db) => needsOf(world, db, wake, act);
  const receive = (message: InboundMessage, db?: DynamoDBDocumentClient) => receiveDocument(needs(db))(message);
  const captureAll = async () => {
    for (let one = world.woken.shift(); one !== undefined; one = world.woken.shift())
      if (one.queue === 'capture') await world.work(v.parse(captureKey, one.message));
  };
  return {
    ...world,
    needs,
    evidence: needs().evidence,
    woken,
    /** Messages that are another's to act on. */
    acted,
    captures: world.woken,
    inbound: needs().inbound,
    receive,
    captureAll,
    forward: (ms: number) => {
      clock.ms += ms;
    },
    /** A tenant with a product, and a partner that packs for it; `pack` names a unit of the product, URN. */
    house: async (change: Record<string, unknown> = {}) => {
      const item = String(++tenants).padStart(5, '0');
      const tenant = `acme-${item}`;
      const gtin = `0${companyPrefix}${item}${checkDigit(`0${companyPrefix}${item}`)}`;
      await giveTenant(engine.db, tenant);
      await approved(engine.db, tenant, 'product', gtin, aProduct());
      await approved(engine.db, tenant, 'partner', 'packright', { ...packer, ...change });
      return { tenant, gtin, pack: (serial: string) => `urn:epc:id:sgtin:${companyPrefix}.0${item}.${serial}` };
    },
    /** A document comes in. */
    keep: (received: Kept): Promise<KeptDocument> =>
      keepInbound(needs())({
        partner: 'packright',
        way: 'sftp',
        fileName: 'events.json',
        contentType: 'application/json',
        at: new Date(clock.ms++),
        ...received,
      }),
    /** Hands on what was woken, each when it is due, for as long as something is within `ms`. */
    drain: async (ms = 120_000) => {
      const end = clock.ms + ms;
      for (let turn = 0; turn < 200; turn++) {
        await captureAll();
        woken.sort((a, b) => a.at - b.at);
        const [next] = woken;
        if (next === undefined || next.at > end) return;
        woken.shift();
        clock.ms = Math.max(clock.ms, next.at);
        await receive(next.message);
      }
      throw new Error('it does not come to an end');
    },
  };
}

const captureKey = v.object({ tenant: v.string(), captureId: v.string() });
