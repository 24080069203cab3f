import type { LineLedger } from '../../edge-agent/devices/simulated/line.ts';
import type { LedgerEntry } from '../../edge-agent/devices/simulated/world.ts';
import type { Database } from '../../edge-agent/store/database.ts';
import { integer, optionalText, type Row, text } from '../../edge-agent/store/row.ts';
import { serialOn } from './hands.ts';

interface Recorded {
  readonly serial: string;
  readonly sequence: number;
  readonly state: string;
  readonly fate: string | undefined;
  readonly seen: boolean;
  readonly container: boolean;
}

const recordedOf = (row: Row): Recorded => ({
  serial: text(row, 'serial'),
  sequence: integer(row, 'sequence'),
  state: text(row, 'state'),
  fate: optionalText(row, 'fate'),
  seen: row['verified_at'] !== null,
  container: row['container'] !== null,
});

const sorted = (texts: readonly string[]) => texts.toSorted().join(' ');
const named = (cartons: readonly LedgerEntry[]) =>
  cartons.map((carton) => serialOn(carton) ?? `carton ${carton.carton} without a code`);
const unlike = (what: string, world: string, agent: string) =>
  world === agent ? [] : [`${what}: in the world ${world || 'none'}; recorded ${agent || 'none'}`];

/**
 * What the agent has recorded of a closed batch against what really happened; empty when they are the same.
 *
 * @param takenOut cartons that a person took out of the good packs
 */
export function differences(db: Database, { cartons, labels }: LineLedger, takenOut: ReadonlySet<number>): string[] {
  const units = db.prepare('SELECT * FROM units WHERE batch = 1 ORDER BY ordinal').all().map(recordedOf);
  const among = (fate: string) => cartons.filter((one) => one.fate === fate && !takenOut.has(one.carton));
  const recorded = (state: string) => units.filter((unit) => unit.state === state).map(({ serial }) => serial);
  const passed = among('passed');
  return [
    ...unlike('good packs', sorted(named(passed)), sorted(recorded('commissioned'))),
    ...unlike('samples', sorted(named(among('sampled'))), sorted(recorded('sampled'))),
    ...cartons.flatMap((carton) => whereabouts(carton, units)),
    ...units.flatMap((unit) => fateOf(unit, cartons)),
    ...passed.flatMap(badAmongGood),
    ...twice(cartons, units),
    ...(labels.waiting.length > 0 ? [`${labels.waiting.length} labels wait in the printer`] : []),
    ...(labels.received > units.length
      ? [`${labels.received} labels came to the printer, ${units.length} are recorded`]
      : []),
    ...units
      .filter(({ state, container }) => (state === 'commissioned') !== container)
      .map(
        ({ serial, state }) =>
          `${serial} is ${state} and ${state === 'commissioned' ? 'in no container' : 'in a container'}`,
      ),
  ];
}

/** Triggers after a purge take up the numbers of those that never came. */
const dueAt = (units: readonly Recorded[], sequence: number | undefined) =>
  units.filter((unit) => unit.sequence === sequence && (unit.seen || unit.fate !== undefined));

function whereabouts({ carton, sequence, fate }: LedgerEntry, units: readonly Recorded[]): string[] {
  if (fate === 'in zone') return [`carton ${carton} is still in the zone`];
  const due = dueAt(units, sequence);
  if (sequence !== undefined && due.length > 1) return [`trigger ${sequence} has ${due.length} units`];
  const [unit] = due;
  if (unit !== undefined || fate !== 'passed') return [];
  return [`carton ${carton} passed and no unit was due at ${sequence ?? 'no trigger'}`];
}

/** A fate that is recorded was told by the gate of that very carton; who fired in vain or was slipped by is told wrongly, and only to reject. */
function fateOf({ serial, sequence, fate }: Recorded, cartons: readonly LedgerEntry[]): string[] {
  if (fate === undefined) return [];
  const carton = cartons.find((one) => one.sequence === sequence);
  if (carton === undefined) return [`${serial} was ${fate} and no carton came at ${sequence}`];
  if (carton.fate === fate || fate === 'rejected') return [];
  return [`${serial} is recorded as ${fate}, and carton ${carton.carton} is ${carton.fate}`];
}

function badAmongGood({ carton, read, printed, grade = 0 }: LedgerEntry): string[] {
  const good = printed !== undefined && read === `]d2${printed}` && grade >= 1.5;
  return good ? [] : [`carton ${carton} is among the good packs: printed ${printed}, read ${read}, grade ${grade}`];
}

/** A serial that is good is on one carton only, but for twins of which the others are in the bin and an alarm told. */
function twice(cartons: readonly LedgerEntry[], units: readonly Recorded[]): string[] {
  const good = new Set(units.filter(({ state }) => state === 'commissioned').map(({ serial }) => serial));
  const bearers = Map.groupBy(
    cartons.filter(({ printed }) => printed !== undefined),
    (carton) => serialOn(carton) ?? '',
  );
  return [...bearers].flatMap(([serial, all]) => {
    const passed = all.filter(({ fate }) => fate === 'passed').length;
    return good.has(serial) && passed !== 1 ? [`${serial} is good and ${passed} cartons that bear it passed`] : [];
  });
}
