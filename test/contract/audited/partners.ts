import { httpHandler } from '#common/http.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { masterData } from '#common/store/master-data.ts';
import { parkedDeliveries } from '#common/store/parked-deliveries.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import { partnerHealths } from '#common/store/partner-healths.ts';
import { partnerLine } from '#common/store/partner-line.ts';
import { partnerResends } from '#common/store/partner-resends.ts';
import { registry } from '#common/store/registry.ts';
import { waitingDeliveries } from '#common/store/waiting-deliveries.ts';
import { deleteCredential, putCredential } from '../../../functions/partners-api/credentials.ts';
import { tryPartner } from '../../../functions/partners-api/health.ts';
import { resendAll } from '../../../functions/partners-api/resend.ts';
import { approved } from '../../kit/approved.ts';
import { call } from '../../kit/call.ts';
import { startDynoxide, tables } from '../../kit/dynoxide.ts';
import { clientOf, type Deed, type Stage } from './deed.ts';

const set = 'PUT /api/partners/{partner}/credentials';
const removed = 'DELETE /api/partners/{partner}/credentials/{kind}';
const tried = 'POST /api/partners/{partner}/health/try';
const resent = 'POST /api/partners/{partner}/resend';

/** What proves at partners who we are. */
export async function partnerStage(): Promise<Stage> {
  const engine = await startDynoxide();
  const master = masterData(engine.db, tables.registry);
  const credentials = partnerCredentials(engine.db, tables.registry, async () => new Uint8Array(64).fill(7));
  let minute = 0;
  const now = () => new Date(Date.parse('2026-03-01T10:00:00Z') + minute++ * 60_000);
  const [db, table] = [engine.db, tables.deliveries];
  const healths = partnerHealths(db, table);
  const needs = {
    ...{ master, credentials, registryTable: tables.registry, now, healths },
    registry: registry(db, tables.registry),
    deliveries: deliveries(db, table),
    line: partnerLine(db, table),
    waiting: waitingDeliveries(db, table),
    parked: parkedDeliveries(db, table),
    resends: partnerResends(db, table),
    wake: async () => undefined,
  };
  const handler = httpHandler(
    {
      [set]: { permission: 'registry:write', endpoint: putCredential(needs) },
      [removed]: { permission: 'registry:write', endpoint: deleteCredential(needs) },
      [tried]: { permission: 'deliveries:write', endpoint: tryPartner(needs) },
      [resent]: { permission: 'deliveries:write', endpoint: resendAll(needs) },
    },
    async () => false,
  );
  const body = { kind: 'token', token: 'abc' };
  const partner = 'medico';
  const house = async (tenant: string) => {
    const content = {
      name: 'Medico',
      party: 'urn:epc:id:pgln:9521999.00001',
      channel: 'https',
      url: 'https://m.example',
    };
    await approved(engine.db, tenant, 'partner', partner, content);
    const told = (act: string) => () => [{ act, subject: `partner ${partner}`, by: clientOf(tenant) }];
    return { tenant, told };
  };
  const deeds: Record<string, Deed> = {
    [set]: async () => {
      const { tenant, told } = await house('partners-1');
      const act = () => call(handler, set, { tenant, path: { partner }, body });
      return { tenant, act, told: told('partner-credential-set') };
    },
    [removed]: async () => {
      const { tenant, told } = await house('partners-2');
      await call(handler, set, { tenant, path: { partner }, body });
      const act = () => call(handler, removed, { tenant, path: { partner, kind: 'token' } });
      return { tenant, act, told: told('partner-credential-removed') };
    },
    [tried]: async () => {
      const { tenant, told } = await house('partners-3');
      const slot = await healths.enter(tenant, partner, 1, now(), 0);
      if ('turnedAway' in slot) throw new Error('nobody is there');
      await healths.leave(slot, { failed: 'status 503', rest: 20_000 }, now(), 0);
      const act = () => call(handler, tried, { tenant, path: { partner } });
      return { tenant, act, told: told('partner-tried') };
    },
    [resent]: async () => {
      const { tenant, told } = await house('partners-4');
      const act = () => call(handler, resent, { tenant, path: { partner } });
      return { tenant, act, told: told('partner-resent') };
    },
  };
  return { db: engine.db, deeds, stop: engine.stop };
}
