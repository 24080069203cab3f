import { identify } from '#shared/gs1/identify.ts';
import type { Recipe, RecipeLevel } from '#shared/line/recipe.ts';
import { standardRecipe } from '#shared/line/standard-recipe.ts';
import type { Order } from '#shared/messages/site-api.ts';
import type { Label, LayerVerdict, Packer, PackerStatus, Printer } from '../devices/device.ts';
import { DeviceFault } from '../devices/device-fault.ts';
import type { Machine } from '../line/machine.ts';
import { Packing } from '../line/packing/packing.ts';
import type { Batch } from '../store/batches.ts';
import type { Database } from '../store/database.ts';
import { Packs } from '../store/packs.ts';
import { anOrder, assign, at, type Stores, storesOf } from './builders.ts';
import { FakeWorld, type Probe } from './fake-world.ts';

export const GTIN = '09521234000013';
const GS = '\x1d';

/** What stands on a pack, as a scanner sends it. */
export const packCode = (serial: string, { gtin = GTIN, lot = 'LOT42' } = {}): string =>
  `]d201${gtin}1728063010${lot}${GS}21${serial}`;

/** What stands on a container's label, as a scanner sends it. */
export function labelCode(epc: string): string {
  const known = identify(epc);
  if (known.kind === 'sscc') return `]C100${known.sscc}`;
  if (known.kind === 'sgtin') return packCode(known.serial, { gtin: known.gtin });
  throw new Error(`${epc} stands on no label`);
}

const label = { text: ['SSCC {sscc}', '{units} UNITS'], verify: true };
export const sscc = { key: 'sscc' } as const;

/** A level of a recipe, a labelled case of two layers of three that a camera reads, with what a test wants to be different. */
export const aLevel = (wanted: Partial<RecipeLevel> = {}): RecipeLevel => ({
  level: 'case',
  count: 6,
  identity: sscc,
  read: 'layer',
  perPicture: 3,
  label,
  ...wanted,
});
export const aRecipe = (levels: readonly RecipeLevel[], wanted: Partial<Recipe> = {}): Recipe => ({
  ...standardRecipe(anOrder()),
  levels: [...levels],
  ...wanted,
});

/** What the packing of a line has told devices and people. */
export interface Heard {
  readonly labels: Label[];
  readonly verdicts: [picture: number, verdict: LayerVerdict][];
  readonly alarms: [code: string, detail: string][];
  readonly commands: string[];
  /** What the packer says of itself; it does not answer while this is undefined. */
  packer: Partial<PackerStatus> | undefined;
}

/** An order assigned and running, ready to be packed. */
export function begin(stores: Stores, recipe: Recipe, wanted: Partial<Order> = {}): Batch {
  const batch = assign(stores, anOrder({ quantity: 30, ...wanted }), recipe);
  return stores.batches.move(stores.batches.move(batch, 'clearance', at), 'running', at);
}

/** The packing of the batch at hand over devices that keep what they are told; `probe` is asked before each. */
export function packingOf(db: Database, heard: Heard, probe: Probe = () => undefined): Packing {
  const stores = storesOf(db);
  const { batch } = stores.batches.get(1);
  let now = Date.parse(at);
  return new Packing(
    {
      ...stores,
      line: 'line-1',
      place: { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' },
      machine: machineOf(heard, probe),
      now: () => now++,
      posted: () => undefined,
      packed: () => undefined,
      raise: (code, detail) => {
        heard.alarms.push([code, detail]);
      },
      guarded: (step) => step(),
      limits: { labelMs: 60_000 },
      ending: new AbortController().signal,
    },
    () => stores.batches.get(batch),
  );
}

export const nothingHeard = (): Heard => ({ labels: [], verdicts: [], alarms: [], commands: [], packer: {} });

function machineOf(heard: Heard, probe: Probe): Machine {
  const machine = new FakeWorld().connect();
  const told = async (tell: () => void) => {
    probe();
    tell();
  };
  const labelPrinter: Printer = { ...machine.printer, print: (one) => told(() => heard.labels.push(one)) };
  const packer: Packer = {
    onLayer: () => undefined,
    setUp: async () => undefined,
    verdict: (picture, verdict) => told(() => heard.verdicts.push([picture, verdict])),
    look: () => told(() => heard.commands.push('look')),
    gatherRest: () => told(() => heard.commands.push('gatherRest')),
    pushOut: () => told(() => heard.commands.push('pushOut')),
    status: async () => {
      if (heard.packer === undefined) throw new DeviceFault('timeout', 'the packer says nothing');
      return { ...idle, ...heard.packer };
    },
    health: () => 'up',
    close: async () => undefined,
  };
  return { ...machine, labelPrinter, packer };
}

const idle: PackerStatus = {
  standing: false,
  pictures: 0,
  decided: 0,
  accepted: 0,
  refused: 0,
  casesOut: 0,
  layersInCase: 0,
  packs: 0,
  blocked: false,
  starved: false,
  guardOpen: false,
  estop: false,
};

/** Prints packs and lets them pass the gate, or only as far as before it. Answers their serials. */
export function packs(
  stores: Stores,
  count: number,
  how: 'passed' | 'rejected' | 'at the gate' = 'passed',
  batch = 1,
): string[] {
  const { journal } = stores;
  return Array.from({ length: count }, () => {
    const ordinal = journal.tally(batch).printed + 1;
    const serial = `P${batch}-${String(ordinal).padStart(4, '0')}`;
    const unit = journal.printing({ batch, ordinal, gtin: GTIN, serial, sequence: ordinal, block: 'serials-1' }, at);
    if (how === 'rejected') {
      const refused = journal.verified(unit, 'reject', 'no read', at);
      journal.settled(refused, { state: 'rejected', fate: 'rejected', reason: 'no read' }, at);
      return serial;
    }
    const good = journal.verified(unit, 'good', undefined, at);
    if (how === 'passed') journal.settled(good, { state: 'commissioned', fate: 'passed', reason: undefined }, at);
    return serial;
  });
}

/** A picture of packs, as the layer camera tells it. */
export const picture = (sequence: number, serials: readonly string[]) => ({
  sequence,
  codes: serials.map((serial) => ({ text: packCode(serial), grade: 3.5 })),
});

export const packsIn = (db: Database) => new Packs(db);
