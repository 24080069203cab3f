import type { LinePorts, SimulatedDrivers } from '../../edge-agent/devices/simulated/line.ts';
import type { Random } from '../../edge-agent/devices/simulated/random.ts';
import { templateDialect } from '../../edge-agent/devices/simulated/template-coder.ts';
import type { Recipe } from '../../shared/line/recipe.ts';

/** What printer, camera and PLC of a line speak. */
export type Drivers = { readonly [Device in keyof SimulatedDrivers]-?: NonNullable<SimulatedDrivers[Device]> };

const printers = ['zpl', 'videojet', 'template'] as const;
const readers = ['dmcc', 'insight', 'keyence'] as const;
const plcs = ['modbus', 'opcua'] as const;

const oneOf = <T>(random: Random, [first, ...others]: readonly [T, ...T[]]): T =>
  others[Math.floor(random() * (others.length + 1)) - 1] ?? first;

/** Draws a driver for each device. */
export const drawDrivers = (random: Random): Drivers => ({
  printer: oneOf(random, printers),
  reader: oneOf(random, readers),
  plc: oneOf(random, plcs),
});

export const driversNamed = (names: string): Drivers => {
  const [printer, reader, plc] = names.split(',');
  const named = <T extends string>(known: readonly [T, ...T[]], name = '') =>
    known.find((one) => one === name) ?? known[0];
  return { printer: named(printers, printer), reader: named(readers, reader), plc: named(plcs, plc) };
};

export const namesOf = ({ printer, reader, plc }: Drivers): string => [printer, reader, plc].join(',');

/** Where a line's devices are to be found, as a configuration has it. */
export function addressesOf({ printer, reader, plc }: Drivers, ports: Omit<LinePorts, 'scanner'>) {
  const at = (port: number) => ({ host: '127.0.0.1', port });
  const results = reader === 'insight' ? { resultsPort: ports.readerResults } : {};
  return {
    printer: { driver: printer, ...at(ports.printer), ...(printer === 'template' ? templateDialect : {}) },
    reader: { driver: reader, ...at(ports.reader), ...results },
    plc: { driver: plc, ...at(ports.plc), ...(plc === 'opcua' ? { security: 'None' } : {}) },
  };
}

/** What a coder that has stored jobs prints with. */
const stored = { job: 'CARTON', fields: { GTIN: '{01}', EXPIRY: '{17}', LOT: '{10}', SERIAL: '{21}' } };

/** A recipe for a line with such a printer. */
export const printedBy = (recipe: Recipe, printer: Drivers['printer']): Recipe =>
  printer === 'videojet' ? { ...recipe, printer: stored } : recipe;

/** Free ports for such devices. */
export const freePorts = ({ reader }: Pick<Drivers, 'reader'>): LinePorts => ({
  printer: 0,
  reader: 0,
  readerResults: reader === 'insight' ? 0 : undefined,
  plc: 0,
});

/** Millimetres from infeed to gate: a method call of OPC UA takes longer, above all where everything shares two processors. */
export const gateFor = ({ plc }: Pick<Drivers, 'plc'>): number | undefined => (plc === 'opcua' ? 3_000 : undefined);
