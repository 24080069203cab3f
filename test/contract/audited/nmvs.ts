import { aCountry, startNmvsWorld } from '../../kit/nmvs-world.ts';
import { clientOf, type Deed, type Stage } from './deed.ts';

const pack = { product: '09521321543218', batch: 'L1', expiry: '281231', serial: 'A1' };

/** Accesses to an NMVS, what failed there, and alerts. */
export async function nmvsStage(): Promise<Stage> {
  const world = await startNmvsWorld();
  const open: { close(): Promise<void> }[] = [];
  let houses = 0;
  const house = async (options: Parameters<typeof aCountry>[2] = {}) => {
    const made = await aCountry(world, `nmvs-${++houses}`, options);
    open.push(made);
    return { ...made, told: (act: string, subject: string) => [{ act, subject, by: clientOf(made.tenant) }] };
  };
  const deeds: Record<string, Deed> = {
    'PUT /api/nmvs/accesses/{country}': async () => {
      const { tenant, access, told } = await house();
      world.forward(1000);
      return { tenant, act: () => access(), told: () => told('nmvs-access-set', 'nmvs-access DE') };
    },
    'POST /api/nmvs/transactions/{id}/retry': async () => {
      const de = await house({ secret: { password: 'wrong' } });
      await de.pack({ id: 'd1', act: 'dispense', pack });
      const route = 'POST /api/nmvs/transactions/{id}/retry';
      const act = () => de.ask(route, { path: { id: 'd1' }, body: { reason: 'the password is right now' } });
      return { tenant: de.tenant, act, told: () => de.told('nmvs-retried', 'nmvs-transaction d1') };
    },
    'POST /api/nmvs/alerts/{alertId}/state': async () => {
      const de = await house();
      await de.access({ alertsUrl: de.sandbox.alertsUrl });
      await de.pack({ id: 'd1', act: 'dispense', pack });
      await de.fetch();
      const [{ alertId } = { alertId: '' }] = de.sandbox.alerts();
      const body = { state: 'closed', reason: 'scanned by mistake' };
      const act = () => de.ask('POST /api/nmvs/alerts/{alertId}/state', { path: { alertId }, body });
      return { tenant: de.tenant, act, told: () => de.told('nmvs-alert-moved', `nmvs-alert ${alertId}`) };
    },
  };
  const stop = async () => {
    for (const one of open) await one.close();
    await world.stop();
  };
  return { db: world.world.table.db, deeds, stop };
}
