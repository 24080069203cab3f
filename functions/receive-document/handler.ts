import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { batchHandler } from '#common/batch.ts';
import { answerSender } from '#common/inbound/answer-sender.ts';
import { namesKnown } from '#common/integrity/names-known.ts';
import { unitFacts } from '#common/integrity/unit-facts.ts';
import { readByMapping } from '#common/mapping/read-by-mapping.ts';
import { mayPartner } from '#common/may-partner.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { blockPieces } from '#common/store/block-pieces.ts';
import { captureJobs } from '#common/store/capture-jobs.ts';
import { classEvents } from '#common/store/class-events.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { deskCases } from '#common/store/desk-cases.ts';
import { documentClient } from '#common/store/document-client.ts';
import { documents } from '#common/store/documents.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { foreignUnits, hasForeignUnits } from '#common/store/foreign-units.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import { knownEvents } from '#common/store/known-events.ts';
import { mappings } from '#common/store/mappings.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { registry } from '#common/store/registry.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import { inboundMessage } from '#shared/messages/queue-messages.ts';
import { shape } from './env.ts';
import { receiveDocument } from './receive-document.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const now = () => new Date();
const pools = readSerialPools(db, env.SERIALS_TABLE);
const cipher = poolCipher(keyUnwrapper());
const tenants = registry(db, env.REGISTRY_TABLE);
const bucket = documents(env.DOCUMENTS_BUCKET);
const names = namesKnown({ registry: tenants, vocabulary: vocabulary(db, env.REGISTRY_TABLE), now });
const maps = mappings(db, env.REGISTRY_TABLE);
const needs = {
  inbound: inboundDocuments(db, env.DELIVERIES_TABLE),
  registry: tenants,
  names,
  factsOf: unitFacts({ pools, cipher, now }, names),
  ledger: knownEvents(db, env.LEDGER_TABLE),
  unitEvents: unitEvents(db, env.LEDGER_TABLE, pools, cipher),
  foreignUnits: foreignUnits(db, env.LEDGER_TABLE),
  hasForeignUnits: hasForeignUnits(db, env.LEDGER_TABLE),
  classEvents: classEvents(db, env.LEDGER_TABLE),
  placesOf: epcPlaces(pools, cipher),
  pieceOf: blockPieces(db, env.SERIALS_TABLE),
  pools,
  cases: deskCases(db, env.DELIVERIES_TABLE),
  evidence: evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET),
  documents: bucket,
  jobs: captureJobs(db, env.DELIVERIES_TABLE, bucket),
  read: readByMapping({ mappings: maps, registry: tenants, now }),
  may: mayPartner(onboardings(db, env.REGISTRY_TABLE)),
  answer: answerSender({
    registry: tenants,
    mappings: maps,
    deliveries: deliveries(db, env.DELIVERIES_TABLE),
    wakePartner: queue(env.PARTNER_QUEUE_URL),
    now,
  }),
  act: queue(env.EXCHANGE_QUEUE_URL),
  wakeCapture: queue(env.CAPTURE_QUEUE_URL),
  wake: queue(env.INBOUND_QUEUE_URL),
  now,
  uuid: randomUUID,
};

// A refused message names no document that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

export const handler = batchHandler(inboundMessage, receiveDocument(needs), forget);
