import { startResponderSandbox } from '../../../infra/local/sandbox/vrs/responder.ts';
import { startVrsWorld } from '../../kit/vrs-world.ts';
import { clientOf, type Deed, type Stage } from './deed.ts';

const pack = { gtin: '09521888000018', lot: 'L1', serial: 'A1', exp: '281231' };
const entry = { url: 'https://vrs.example', gln: '9521888000001' };
const reason = { reason: 'settled by telephone' };

/** Verifications that were not answered, the directory and the settings. */
export async function vrsStage(): Promise<Stage> {
  const world = await startVrsWorld();
  const closed = await startResponderSandbox({ port: 0, gln: entry.gln, permitted: [] });
  await closed.close();
  let houses = 0;
  const house = async () => {
    const made = await world.asker(`vrs-${++houses}`);
    return { ...made, told: (act: string, subject: string) => [{ act, subject, by: clientOf(made.tenant) }] };
  };
  const unanswered = async () => {
    const made = await house();
    await made.entry(pack.gtin, { ...entry, url: closed.url });
    return { ...made, id: String((await made.verify(pack)).body['id']) };
  };
  const decided =
    (what: string, act: string): Deed =>
    async () => {
      const { tenant, ask, told, id } = await unanswered();
      const route = `POST /api/verifications/{id}/${what}`;
      return {
        tenant,
        act: () => ask(route, { path: { id }, body: reason }),
        told: () => told(act, `verification ${id}`),
      };
    };
  const deeds: Record<string, Deed> = {
    'PUT /api/vrs/directory/{of}': async () => {
      const { tenant, entry: put, told } = await house();
      return { tenant, act: () => put(pack.gtin, entry), told: () => told('vrs-entry-set', `vrs-entry ${pack.gtin}`) };
    },
    'DELETE /api/vrs/directory/{of}': async () => {
      const { tenant, entry: put, ask, told } = await house();
      await put('9521888', entry);
      world.world.forward(1000);
      const act = () => ask('DELETE /api/vrs/directory/{of}', { path: { of: '9521888' } });
      return { tenant, act, told: () => told('vrs-entry-removed', 'vrs-entry 9521888') };
    },
    'PUT /api/vrs/settings': async () => {
      const { tenant, settings, told } = await house();
      const act = () => settings({ directoryUrl: 'https://directory.example' });
      return { tenant, act, told: () => told('vrs-settings-set', 'vrs-settings') };
    },
    'POST /api/verifications/{id}/retry': decided('retry', 'verification-retried'),
    'POST /api/verifications/{id}/close': decided('close', 'verification-closed'),
  };
  return { db: world.world.table.db, deeds, stop: world.stop };
}
