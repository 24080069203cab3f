import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Label, Printer } from '../../../devices/device.ts';
import { mayDo, type Right } from '../../../people/rights.ts';
import { FakeWorld } from '../../../testing/fake-world.ts';
import { box, caseOf, packOf, type WarehouseBench, warehouseBench } from '../../../testing/warehouse-bench.ts';
import type { Answer } from '../route.ts';
import { warehouseRoutes } from './warehouse.ts';

let bench: WarehouseBench;
let printed: Label[];
/** What a label waits for before it is printed. */
let printing: Promise<void>;
beforeEach(() => {
  bench = warehouseBench();
  printed = [];
  printing = Promise.resolve();
  bench.numbers(50, 51);
  bench.come(caseOf(box(1), ['A1', 'A2', 'A3'], 'L1', '2028-06-30'));
});
afterEach(() => bench.close());

/** The routes as an agent has them that has just begun. */
function agent() {
  const labelPrinter: Printer = {
    ...new FakeWorld().connect().printer,
    print: async (label) => {
      await printing;
      printed.push(label);
    },
  };
  const repository = {
    look: () => Promise.resolve({ isKnown: false as const }),
    despatched: () => Promise.resolve([]),
    isReleased: () => Promise.resolve(false),
    recalls: () => Promise.resolve([]),
    withheld: () => Promise.resolve([]),
  };
  return warehouseRoutes({ ...bench.needs, repository, labelPrinter, log: () => undefined });
}
const nothing = { path: {}, query: new URLSearchParams(), person: undefined, who: 'olga', token: '' };
async function pack(routes: ReturnType<typeof agent>, token: string): Promise<Answer> {
  const route = routes.find(({ path }) => path === '/api/warehouse/pack');
  if (route === undefined) throw new Error('no route');
  const sign = () => Promise.reject(new Error('nothing is signed'));
  return route.run({ ...nothing, body: { token, scans: [packOf('A1'), packOf('A2')] }, sign });
}

test('said again while its label is being printed, a container has one label all the same', async () => {
  let print = () => {};
  printing = new Promise((resolve) => {
    print = resolve;
  });
  const routes = agent();
  const both = [pack(routes, 't'), pack(routes, 't')];
  print();
  const [first, second] = await Promise.all(both);
  expect(first).toMatchObject({ status: 201, body: { packs: 2, printed: true } });
  expect(second).toEqual(first);
  expect(await pack(routes, 't')).toEqual(first);
  expect(printed).toHaveLength(1);
});

test('said again after the agent began anew, it prints no second label, and a person looks whether there is one', async () => {
  await pack(agent(), 't');
  expect(await pack(agent(), 't')).toMatchObject({ status: 201, body: { packs: 2, printed: false } });
  expect(printed).toHaveLength(1);
});

test('whoever judges goods looks them up', () => {
  const lookUps = agent().filter(({ method, path }) => method === 'GET' && !path.endsWith('/suspects'));
  expect(lookUps.map(({ path }) => path)).toContain('/api/warehouse/things');
  const judges = (needs: string) => mayDo(['qa'], needs as Right);
  expect(lookUps.filter(({ needs }) => !judges(needs))).toEqual([]);
});
