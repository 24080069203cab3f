import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { as2IdentityOf } from '#common/as2/own-identity.ts';
import { carryFor } from '#common/channels/at-the-door.ts';
import { mayPartner } from '#common/may-partner.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import type { SendHttps } from '#common/send/https.ts';
import { outboundGuard, sftpGuard } from '#common/send/outbound.ts';
import { as2Sent } from '#common/store/as2-sent.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { networkIdentities } from '#common/store/network-identities.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { sshKeys } from '#common/store/ssh-keys.ts';
import { deliveryQueueMessage } from '#shared/messages/queue-messages.ts';
import { carryAs2 } from '../../functions/send-as2/carry-as2.ts';
import { sendShipment } from '../../functions/send-partner/send-shipment.ts';
import { sendSftp } from '../../functions/send-sftp/send-sftp.ts';
import { storesOf } from '../kit/delivery-stores.ts';
import { tables } from '../kit/dynoxide.ts';
import { openCipher } from '../kit/open-cipher.ts';
import { partnerSender } from '../kit/partner-world.ts';
import { root } from '../kit/sftp-partner.ts';
import { workQueue } from './work-queue.ts';

interface Given {
  readonly db: DynamoDBDocumentClient;
  readonly s3: S3Client;
  readonly bucket: string;
  readonly send: SendHttps;
  /** Milliseconds. */
  readonly ms: () => number;
  /** The rows of deliveries, as whoever measures sees them. */
  readonly watch: <Rows extends ReturnType<typeof storesOf>['deliveries']>(rows: Rows) => Rows;
  /** Called whenever one is turned away at its partner's door. */
  readonly turnedAway: (deliveryId: string, why: string) => void;
}

/** The functions that send to partners, each behind a queue of its own, wired as their handlers are. */
export function senders({ db, s3, bucket, send, ms, watch, turnedAway }: Given) {
  const queues = { partner: workQueue(ms), as2: workQueue(ms), sftp: workQueue(ms) };
  const wakeOf =
    (name: keyof typeof queues) =>
    async (message: object, delay = 0) =>
      queues[name].add(v.parse(deliveryQueueMessage, message), delay * 1000);
  const [partner, as2, sftp] = [wakeOf('partner'), wakeOf('as2'), wakeOf('sftp')];
  const now = () => new Date(ms());
  const pools = serialPools(db, tables.serials);
  const stores = storesOf(db, pools);
  const credentials = partnerCredentials(db, tables.registry, root);
  const shared = {
    ...stores,
    ...{ root, now, send, random: Math.random, guard: outboundGuard('loopback'), tokens: keptTokens() },
    deliveries: watch(stores.deliveries),
    evidence: evidenceStore(s3, bucket),
    partnerCredentials: credentials,
    wake: partner,
  };
  const world = { needs: shared, table: { db, deliveries: tables.deliveries }, pools, cipher: openCipher };
  const { needs } = partnerSender(world);
  const turnAway: typeof needs.waiting.turnAway = (row, why, ...of) => {
    turnedAway(row.deliveryId, why);
    return needs.waiting.turnAway(row, why, ...of);
  };
  const door = { ...needs, waiting: { ...needs.waiting, turnAway } };
  const writes = { ...door, carriers: { as2, sftp } };
  const identities = networkIdentities(db, tables.registry);
  const byAs2 = {
    ...door,
    may: mayPartner(onboardings(db, tables.registry)),
    sent: as2Sent(db, tables.deliveries),
    identityOf: as2IdentityOf({ identities, root }),
    receiptUrl: '',
    carriers: { partner, sftp },
    wake: as2,
  };
  const bySftp = {
    ...door,
    credentials,
    sshKeys: sshKeys(db, tables.registry),
    guard: sftpGuard('loopback'),
    carriers: { partner, as2 },
    wake: sftp,
  };
  return {
    queues,
    take: {
      partner: carryFor(writes, 'partner', sendShipment(writes)),
      as2: carryFor(byAs2, 'as2', carryAs2(byAs2)),
      sftp: carryFor(bySftp, 'sftp', sendSftp(bySftp)),
    },
  };
}
