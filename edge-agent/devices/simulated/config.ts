import * as v from 'valibot';
import type { Refusal } from '#shared/refusal.ts';
import { readShape } from '../read-shape.ts';
import { faultsShape } from './faults.ts';

/** 0 takes a free port. */
const port = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)), 0);
const cartonsPerMinute = v.pipe(v.number(), v.minValue(1), v.maxValue(20_000));

const lineShape = v.strictObject({
  printer: port,
  reader: port,
  /** Where a reader tells results that does so on a port of its own. */
  readerResults: port,
  plc: port,
  /** Where a person's handheld is to be found; nobody has one when left out. */
  scanner: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535))),
  /** What the devices speak, by the name of the agent's driver for it. */
  drivers: v.optional(
    v.strictObject({
      printer: v.optional(v.picklist(['zpl', 'videojet', 'template'])),
      reader: v.optional(v.picklist(['dmcc', 'insight', 'keyence'])),
      plc: v.optional(v.picklist(['modbus', 'opcua'])),
    }),
  ),
  /** The reader sends read data as base64 in extended mode. */
  base64: v.optional(v.boolean(), false),
  /** The reader frames what it sends by STX and ETX. */
  stx: v.optional(v.boolean(), false),
  /** Folder where the camera leaves its pictures; it keeps them to itself when left out. */
  pictures: v.optional(v.pipe(v.string(), v.nonEmpty())),
  /** Millimetres from infeed to gate; by default it is as far behind the camera as the belt runs in 150 ms, 400 at least. */
  gateAt: v.optional(v.pipe(v.number(), v.minValue(400))),
  /** What is not given here is taken from the whole simulation's. */
  cartonsPerMinute: v.optional(cartonsPerMinute),
  faults: v.optional(faultsShape),
});

const shape = v.strictObject({
  host: v.optional(v.pipe(v.string(), v.nonEmpty()), '127.0.0.1'),
  /** Port of the ledger's HTTP server. */
  status: port,
  seed: v.optional(v.pipe(v.number(), v.integer()), 1),
  cartonsPerMinute: v.optional(cartonsPerMinute, 300),
  faults: v.optional(faultsShape, {}),
  /** File that is given the ledger when the simulation ends. */
  ledger: v.optional(v.pipe(v.string(), v.nonEmpty())),
  lines: v.pipe(v.array(lineShape), v.minLength(1, 'expected at least one line')),
});
export type SimulationConfig = v.InferOutput<typeof shape>;

/** Reads the simulation's configuration. A refusal names the member that is wrong in `at`. */
export const readConfig = (found: unknown): SimulationConfig | Refusal => readShape(shape, found);
