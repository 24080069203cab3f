import { httpHandler } from '#common/http.ts';
import { masterData } from '#common/store/master-data.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import { deleteCredential, putCredential } from '../../../functions/partners-api/credentials.ts';
import { approved } from '../../kit/approved.ts';
import { call } from '../../kit/call.ts';
import { startDynoxide, tables } from '../../kit/dynoxide.ts';
import { clientOf, type Deed, type Stage } from './deed.ts';

const set = 'PUT /api/partners/{partner}/credentials';
const removed = 'DELETE /api/partners/{partner}/credentials/{kind}';

/** What proves at partners who we are. */
export async function partnerStage(): Promise<Stage> {
  const engine = await startDynoxide();
  const master = masterData(engine.db, tables.registry);
  const credentials = partnerCredentials(engine.db, tables.registry, async () => new Uint8Array(64).fill(7));
  let minute = 0;
  const now = () => new Date(Date.parse('2026-03-01T10:00:00Z') + minute++ * 60_000);
  const needs = { master, credentials, registryTable: tables.registry, now };
  const handler = httpHandler(
    {
      [set]: { permission: 'registry:write', endpoint: putCredential(needs) },
      [removed]: { permission: 'registry:write', endpoint: deleteCredential(needs) },
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
  };
  return { db: engine.db, deeds, stop: engine.stop };
}
