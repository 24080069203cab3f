import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { india } from '#shared/regimes/in/in.ts';
import { type PortalSandbox, startPortalSandbox } from '../../../infra/local/sandbox/portal/sandbox.ts';
import { startWorld, type World } from '../../kit/delivery-world.ts';
import { holderGln, listsHouse } from '../../kit/lists-world.ts';

let world: World;
let portal: PortalSandbox;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => portal.close());
afterAll(() => world.stop());

/** A holder in India; the portal knows him, and not his product. */
async function indianHouse(alsoSold: readonly string[]) {
  const now = () => world.needs.now().getTime();
  portal = await startPortalSandbox({ port: 0, answerDelayMs: 5_000, glns: [holderGln], now });
  return listsHouse(world, {
    ...{ regime: india, country: 'IN', alsoSold, url: () => `${portal.url}/in` },
    credentials: () => ({ access: 'static', origins: [portal.url] }),
  });
}

test('a lot for export is uploaded from the packs up; refused, it is mended, and the packages wait for it', async () => {
  const house = await indianHouse(['US']);
  const { gtin, serials } = house;
  await house.release();
  expect(await house.send(15)).toEqual([
    expect.stringContaining(`primary rejected UNKNOWN_GTIN: product ${gtin} is not registered`),
    expect.stringMatching(/^secondary due waits for/),
    'tertiary due',
  ]);
  const body = JSON.stringify({ do: 'register', gtins: [gtin] });
  await fetch(`${portal.url}/v1/sandbox`, { method: 'POST', body });
  const primary = (await house.rows()).find(({ report }) => report?.name === 'primary');
  if (primary === undefined) throw new Error('not planned');
  expect(await house.resend(primary)).toBe(202);
  expect(await house.send()).toEqual(['primary acknowledged', 'secondary acknowledged', 'tertiary acknowledged']);
  const pack = Object(portal.unit(`${gtin}.${serials[0]}`, 'in'));
  const box = Object(portal.unit(pack.parent, 'in'));
  expect([pack.level, box.level, portal.unit(box.parent, 'in')]).toEqual([
    'primary',
    'secondary',
    { level: 'tertiary' },
  ]);

  const kept = (await house.rows()).find(({ report }) => report?.name === 'tertiary')?.evidence[0]?.key ?? '';
  expect(Buffer.from((await world.needs.evidence.get(kept)) ?? []).toString()).toContain('level="tertiary"');
});

test('a lot that is sold in India alone is told to nobody', async () => {
  const house = await indianHouse([]);
  await house.release();
  expect(await house.rows()).toEqual([]);
});
