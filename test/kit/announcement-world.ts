import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { announce } from '#common/announce.ts';
import { httpHandler } from '#common/http.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { announcements } from '#common/store/announcements.ts';
import { dueRows } from '#common/store/due-rows.ts';
import { listenerLog } from '#common/store/listener-log.ts';
import { listenerRuns } from '#common/store/listener-runs.ts';
import { listeners } from '#common/store/listeners.ts';
import { registry } from '#common/store/registry.ts';
import type { Happening } from '#shared/announcements/kinds.ts';
import { listenerView, madeListener } from '#shared/announcements/listeners-api.ts';
import { type AnnouncementMessage, announcementMessage } from '#shared/messages/queue-messages.ts';
import { routes } from '../../functions/announcements-api/routes.ts';
import { sendAnnouncement } from '../../functions/send-announcement/send-announcement.ts';
import { wakeAnnouncements } from '../../functions/sweep/wake-announcements.ts';
import type { Call } from './api-event.ts';
import { type Breaks, brokenClient } from './broken-client.ts';
import { call } from './call.ts';
import { startDynoxide, tables } from './dynoxide.ts';
import { giveTenant } from './give-tenant.ts';
import { startReceiver } from './receiver.ts';

export type AnnouncementWorld = Awaited<ReturnType<typeof startAnnouncementWorld>>;

/** A lot of a number was released, at a time that follows from it. */
export const aRelease = (n: number, gtin = '09521321543218', lot = `LOT${n}`): Happening => ({
  kind: 'lot.released',
  subject: `lot ${gtin} ${lot}`,
  at: new Date(Date.parse('2026-03-01T09:00:00.000Z') + n).toISOString(),
  data: { gtin, lot, state: 'released' },
});

/** Everything between what happened and who is told, on a real table engine and a real receiver, with a clock that tests turn. */
export async function startAnnouncementWorld() {
  const engine = await startDynoxide();
  const receiver = await startReceiver();
  const guard = outboundGuard('loopback');
  let ms = Date.parse('2026-03-01T10:00:00.000Z');
  let tenants = 0;
  const now = () => new Date(ms);
  const woken: { message: AnnouncementMessage; at: number }[] = [];
  const needsOn = (db: DynamoDBDocumentClient) => ({
    announcements: announcements(db, tables.deliveries),
    listeners: listeners(db, tables.deliveries),
    runs: listenerRuns(db, tables.deliveries),
    log: listenerLog(db, tables.deliveries),
    registryTable: tables.registry,
    guard,
    send: httpsSender(guard, { timeoutMs: 2_000, maxAnswerBytes: 100_000 }),
    root: async () => new Uint8Array(64).fill(7),
    wake: async (message: object, delay = 0) =>
      void woken.push({ message: v.parse(announcementMessage, message), at: ms + delay * 1000 }),
    now,
    random: () => 0.5,
  });
  const needs = needsOn(engine.db);
  const handler = httpHandler(routes(needs), async () => false);
  const everybody = () => registry(engine.db, tables.registry).tenants();
  const rows = dueRows(engine.db, tables.deliveries);
  const drain = async (until = 0, by = needs) => {
    const end = ms + until;
    for (let turn = 0; turn < 500; turn++) {
      woken.sort((a, b) => a.at - b.at);
      const [next] = woken;
      if (next === undefined || next.at > end) break;
      woken.shift();
      ms = Math.max(ms, next.at);
      await sendAnnouncement(by)(next.message);
    }
    ms = Math.max(ms, end);
  };
  const ask = (tenant: string, route: string, more: Omit<Call, 'route' | 'tenant'> = {}) =>
    call(handler, route, { tenant, ...more });
  return {
    engine,
    needs,
    receiver,
    woken,
    now,
    handler,
    ask,
    tenants: everybody,
    forward: (by: number) => {
      ms += by;
    },
    /** The needs of a process that dies before the commands that `breaks` names. */
    dying: (breaks: Breaks) => needsOn(brokenClient(engine, breaks)),
    tenant: async () => {
      const tenant = `acme-${++tenants}`;
      await giveTenant(engine.db, tenant);
      return tenant;
    },
    happens: (tenant: string, ...what: readonly Happening[]) => announce(engine.db, tables.deliveries)(tenant, what),
    listener: async (tenant: string, change: object = {}) => {
      const body = { name: 'erp', url: receiver.url(tenant), kinds: ['*'], ...change };
      return v.parse(madeListener, (await ask(tenant, 'POST /api/listeners', { body })).body);
    },
    show: async (tenant: string, listener: string) =>
      v.parse(listenerView, (await ask(tenant, 'GET /api/listeners/{listener}', { path: { listener } })).body),
    /** Hands woken messages to the teller, each when it is due, until none is due before `until` (milliseconds from now). */
    drain,
    /** What the sweep does, a minute later, and all that comes of it. */
    sweep: async (tenant: string) => {
      ms += 60_000;
      const known = { tenants: async () => (await everybody()).filter((one) => one.tenant === tenant) };
      await wakeAnnouncements({ ...needs, registry: known })();
      for (const row of await rows.overdue(tenant, now(), 10))
        await needs.wake(v.parse(announcementMessage, JSON.parse(row.wake?.message ?? '')));
      await drain();
    },
    stop: async () => {
      await receiver.stop();
      await engine.stop();
    },
  };
}
