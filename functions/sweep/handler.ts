import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { announcements } from '#common/store/announcements.ts';
import { documentClient } from '#common/store/document-client.ts';
import { dueRows } from '#common/store/due-rows.ts';
import { fetches } from '#common/store/fetches.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { refills } from '#common/store/refills.ts';
import { registry } from '#common/store/registry.ts';
import { beginFetches } from './begin-fetches.ts';
import { shape } from './env.ts';
import { planRefills } from './plan-refills.ts';
import { sweep } from './sweep.ts';
import { wakeAnnouncements } from './wake-announcements.ts';
import { wakeOverdue } from './wake-overdue.ts';

const env = readEnv(shape, process.env);
const db = documentClient();

const wake = wakeOverdue({
  registry: registry(db, env.REGISTRY_TABLE),
  dueRows: dueRows(db, env.DELIVERIES_TABLE),
  queues: {
    capture: queue(env.CAPTURE_QUEUE_URL),
    plan: queue(env.PLAN_QUEUE_URL),
    regulator: queue(env.REGULATOR_QUEUE_URL),
    partner: queue(env.PARTNER_QUEUE_URL),
    subscription: queue(env.SUBSCRIPTION_QUEUE_URL),
    import: queue(env.IMPORT_QUEUE_URL),
    'serial-file': queue(env.SERIAL_FILE_QUEUE_URL),
    refill: queue(env.REFILL_QUEUE_URL),
    nmvs: queue(env.NMVS_QUEUE_URL),
    vrs: queue(env.VRS_QUEUE_URL),
    notice: queue(env.NOTICE_QUEUE_URL),
    dscsa: queue(env.DSCSA_QUEUE_URL),
    desk: queue(env.DESK_QUEUE_URL),
    as2: queue(env.AS2_QUEUE_URL),
    announcement: queue(env.ANNOUNCEMENT_QUEUE_URL),
    inbound: queue(env.INBOUND_QUEUE_URL),
    'sftp-fetch': queue(env.SFTP_FETCH_QUEUE_URL),
  },
  now: () => new Date(),
});
const plan = planRefills({
  registry: registry(db, env.REGISTRY_TABLE),
  pools: readSerialPools(db, env.SERIALS_TABLE),
  refills: refills(db, env.DELIVERIES_TABLE),
  wakeRefill: queue(env.REFILL_QUEUE_URL),
  now: () => new Date(),
});

const announce = wakeAnnouncements({
  registry: registry(db, env.REGISTRY_TABLE),
  announcements: announcements(db, env.DELIVERIES_TABLE),
  wake: queue(env.ANNOUNCEMENT_QUEUE_URL),
});

const fetch = beginFetches({
  registry: registry(db, env.REGISTRY_TABLE),
  fetches: fetches(db, env.DELIVERIES_TABLE),
  wakeFetch: queue(env.SFTP_FETCH_QUEUE_URL),
  now: () => new Date(),
});

export const handler = sweep(wake, plan, announce, fetch);
