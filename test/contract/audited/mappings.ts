import { startDynoxide } from '../../kit/dynoxide.ts';
import { mappingWorld } from '../../kit/mapping-world.ts';
import type { Deed, Stage } from './deed.ts';

const name = 'medico';
const path = { name };
const body = { mapping: { format: 'serial-exchange', direction: 'out' } };
const quinn = { by: 'quinn', role: 'qa' };
const one = '/api/mappings/{name}';
const seen = { version: 1, revision: 2 };

/** Mappings in versions. */
export async function mappingStage(): Promise<Stage> {
  const engine = await startDynoxide();
  let count = 0;
  const house = async () => {
    const world = mappingWorld(engine, `mappings-${count++}`);
    await world.begin();
    return world;
  };
  const told =
    (act: string, by = 'ada') =>
    () => [{ act: `mapping-${act}`, subject: `mapping ${name}`, by }];
  /** One that is written, and submitted where that is wanted. */
  const written = async (isSubmitted: boolean) => {
    const world = await house();
    await world.put(name, body);
    if (isSubmitted) await world.submit(name);
    return world;
  };
  const deeds: Record<string, Deed> = {
    [`PUT ${one}`]: async () => {
      const { tenant, put } = await house();
      return { tenant, act: () => put(name, body), told: told('drafted') };
    },
    [`POST ${one}/submit`]: async () => {
      const { tenant, submit } = await written(false);
      return { tenant, act: () => submit(name), told: told('submitted') };
    },
    [`POST ${one}/approve`]: async () => {
      const { tenant, approve } = await written(true);
      return { tenant, act: () => approve(name, seen), told: told('approved', 'quinn') };
    },
    [`POST ${one}/reject`]: async () => {
      const { tenant, ask } = await written(true);
      const refusal = { ...seen, reason: 'not theirs' };
      return {
        tenant,
        act: () => ask(`POST ${one}/reject`, { path, body: refusal, ...quinn }),
        told: told('rejected', 'quinn'),
      };
    },
    [`DELETE ${one}/versions/{version}`]: async () => {
      const { tenant, ask } = await written(false);
      const route = `DELETE ${one}/versions/{version}`;
      return { tenant, act: () => ask(route, { path: { ...path, version: '1' } }), told: told('dropped') };
    },
    [`DELETE ${one}`]: async () => {
      const { tenant, ask, inForce } = await house();
      await inForce(name, body);
      const query = { reason: 'no longer sent' };
      return { tenant, act: () => ask(`DELETE ${one}`, { path, query }), told: told('withdrawal-asked') };
    },
  };
  return { db: engine.db, deeds, stop: () => engine.stop() };
}
