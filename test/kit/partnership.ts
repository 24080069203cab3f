import { onboardings } from '#common/store/onboardings.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { callWaiting } from '../../functions/onboarding-api/call-waiting.ts';
import { anOnboarding } from './an-onboarding.ts';
import type { House } from './delivery-world.ts';
import { tables } from './dynoxide.ts';
import type { PartnerWorld } from './partner-world.ts';

/** How the partnership with medico stands, which tests change while things are on their way. */
export function partnership(world: () => PartnerWorld) {
  const rowsOf = () => onboardings(world().world.table.db, tables.registry);
  /** The partnership stands so from now on. */
  const stands = async ({ tenant }: House, change: Partial<Onboarding>): Promise<void> => {
    world().world.forward(1);
    const before = await rowsOf().get(tenant, 'medico');
    const at = world().needs.now().toISOString();
    const after = anOnboarding({ tenant, ...change });
    const audit = { at, by: 'quinn', home: tenant, act: 'onboarding-changed', subject: 'onboarding medico' };
    const entry = { at, by: 'quinn', act: 'suspend', state: after.state } as const;
    if ((await rowsOf().commit({ before, after, entry, audit })) === 'moved') throw new Error('it stands otherwise');
  };
  return {
    rowsOf,
    stands,
    suspended: (house: House) =>
      stands(house, {
        state: 'suspended',
        suspended: { at: '2026-03-01T10:00:00.000Z', by: 'quinn', reason: 'licence is checked', from: 'live' },
      }),
    call: ({ tenant }: House) => callWaiting({ ...world().needs, onboardings: rowsOf() }, tenant, 'medico'),
    statesOf: async (house: House) => [...new Set((await world().rows(house)).map(({ state }) => state))],
  };
}
