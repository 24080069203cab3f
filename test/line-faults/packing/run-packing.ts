import type { Faults } from '../../../edge-agent/devices/simulated/faults.ts';
import { randomStream } from '../../../edge-agent/devices/simulated/random.ts';
import { text } from '../../../edge-agent/store/row.ts';
import { differences } from '../differences.ts';
import { namesOf } from '../drivers.ts';
import { serialOn } from '../hands.ts';
import { wronglySummed } from '../report-sums.ts';
import type { BatchResult } from '../run-batch.ts';
import { wronglyTold } from '../told-events.ts';
import { isOn, PackerHands } from './packer-hands.ts';
import { type PackingFault, packingFaults } from './packing-faults.ts';
import { type PackingScene, setPackingScene } from './packing-scene.ts';

const PATIENCE_MS = 60_000;
const MOST = 3;

/** Runs one batch to its pallets, with one to three faults of packing that follow from the seed, or with one alone. */
export async function runPacking(seed: number, only?: string): Promise<BatchResult> {
  const random = randomStream(seed, 'packing plan');
  const count = 1 + Math.floor(random() * MOST);
  const shuffled = packingFaults.map((fault) => ({ fault, order: random(), at: 1 + Math.floor(random() * 3) }));
  const drawn = shuffled.toSorted((a, b) => a.order - b.order).slice(0, count);
  const chosen = only === undefined ? drawn : shuffled.filter(({ fault }) => fault.name === only);
  // Two things that are wrong with one layer are one.
  const planted = chosen.map((one, index) => ({ ...one, at: one.at + index * 2 }));
  const faults: Faults = Object.assign({}, ...planted.map(({ fault, at }) => fault.world(at)));
  const scene = await setPackingScene(seed, faults);
  try {
    const hands = await pack(scene);
    return judged(scene, hands, seed, planted);
  } finally {
    await scene.close();
  }
}

async function pack({ line, stores, ...scene }: PackingScene): Promise<PackerHands> {
  const hands = new PackerHands({ line, stores, ...scene });
  const giveUp = performance.now() + PATIENCE_MS;
  const work = line.work();
  await hands.work(() => stores.batches.get(1).state === 'closed' || performance.now() > giveUp);
  line.stop();
  await work;
  return hands;
}

function judged(
  { stores, world, raised, line, drivers }: PackingScene,
  hands: PackerHands,
  seed: number,
  planted: readonly { fault: PackingFault; at: number }[],
): BatchResult {
  const { db } = stores;
  const ledger = world.ledger();
  const alarms = [...raised];
  const open = line.alarms.open().map(({ code, detail }) => `${code} (${detail})`);
  const awaited = JSON.stringify(line.awaited());
  const stuck = [`the batch was never closed: ${line.state}, ${open.join(', ') || 'no alarm'}, ${awaited}`];
  const isTold = ({ alarms: due, orFound }: PackingFault) =>
    due.length === 0 || due.some((code) => alarms.includes(code)) || (orFound === true && hands.replaced > 0);
  const unmet = planted
    .filter(({ fault }) => !isTold(fault))
    .map(({ fault, at }) => `${fault.name} at ${at} led to ${alarms.join(', ') || 'nothing'}`);
  const closed = stores.batches.get(1).state === 'closed';
  const wrong = [
    ...differences(db, ledger, new Set()),
    ...wronglySummed(db, ledger, new Set()),
    ...wronglyTold(db),
    ...inCases(stores, hands),
    ...unmet,
  ];
  return {
    seed,
    drivers: namesOf(drivers),
    planted: planted.map(({ fault, at }) => `${fault.name} at ${at}`),
    cartons: ledger.cartons.length,
    alarms,
    wrong: closed ? wrong : stuck,
  };
}

/** What lies in cases and on pallets against what is recorded of them. */
function inCases({ db }: PackingScene['stores'], hands: PackerHands): string[] {
  return hands.pallets.flatMap((pallet) => {
    const parents = new Set(pallet.cases.map((one) => hands.containerOf(one)?.parent));
    const known = hands.palletOf(pallet);
    const torn = parents.size === 1 ? [] : ['one pallet in the world is several to the agent'];
    if (known?.state !== 'closed') torn.push(`a pallet is ${known?.state}`);
    else if (!isOn(known, pallet)) torn.push(`a pallet bears ${pallet.label?.code}, and is ${known.epc}`);
    return pallet.cases
      .flatMap((one) => {
        const container = hands.containerOf(one);
        if (container === undefined) return [`case ${one.number} is unknown`];
        const recorded = db.prepare('SELECT serial FROM units WHERE container = ?').all(container.container);
        const [inside, known] = [
          one.packs.map(({ entry }) => serialOn(entry)),
          recorded.map((row) => text(row, 'serial')),
        ];
        const alike = inside.toSorted().join(' ') === known.toSorted().join(' ');
        return [
          ...(alike ? [] : [`case ${one.number} holds ${inside.join(' ')}; recorded are ${known.join(' ')}`]),
          ...(isOn(container, one) ? [] : [`case ${one.number} bears ${one.label?.code}, and is ${container.epc}`]),
        ];
      })
      .concat(torn);
  });
}
