import { startAs2World } from '../../kit/as2-world.ts';
import { giveTenant } from '../../kit/give-tenant.ts';
import { clientOf, type Deed, type Stage } from './deed.ts';

/** Keys and certificates for AS2. */
export async function networkIdentityStage(): Promise<Stage> {
  const world = await startAs2World();
  const { db } = world.world.table;
  let n = 0;
  const house = async (generations: number) => {
    const tenant = `identity-${++n}`;
    await giveTenant(db, tenant);
    for (let made = 0; made < generations; made++) await world.make(tenant, { as2Id: tenant });
    // What is done twice in a millisecond would be told once.
    world.world.forward(1000);
    const told = (act: string, generation: number) => () => [
      { act, subject: `network-identity ${generation}`, by: clientOf(tenant) },
    ];
    return { tenant, told };
  };
  const ssh = (act: string, tenant: string, generation: number) => () => [
    { act, subject: `network-ssh-key ${generation}`, by: clientOf(tenant) },
  ];
  const deeds: Record<string, Deed> = {
    'PUT /api/network/identity/ssh/{generation}': async () => {
      const { tenant } = await house(0);
      return { tenant, act: () => world.makeSsh(tenant, 2), told: ssh('network-ssh-key-made', tenant, 2) };
    },
    'DELETE /api/network/identity/ssh/{generation}': async () => {
      const { tenant } = await house(0);
      await world.makeSsh(tenant, 2);
      world.world.forward(1000);
      return { tenant, act: () => world.endSsh(tenant, 1), told: ssh('network-ssh-key-ended', tenant, 1) };
    },
    'POST /api/network/identity': async () => {
      const { tenant, told } = await house(0);
      return { tenant, act: () => world.make(tenant, { as2Id: tenant }), told: told('network-identity-made', 1) };
    },
    'DELETE /api/network/identity/{generation}': async () => {
      const { tenant, told } = await house(2);
      return { tenant, act: () => world.end(tenant, 1), told: told('network-identity-ended', 1) };
    },
  };
  return { db, deeds, stop: world.stop };
}
