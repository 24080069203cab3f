import type { ListenAt } from '../listen.ts';
import type { Faults } from './faults.ts';
import type { Listening } from './listener.ts';
import type { Random } from './random.ts';
import type { Print } from './world.ts';
import { SimulatedPrinter } from './zpl-printer.ts';

/** What a line knows of its printer, whatever language that speaks. */
export interface PrinterModel {
  readonly counts: { readonly received: number; readonly printed: number; readonly cancelled: number };
  /** Codes it holds, next first. */
  readonly waiting: readonly (string | undefined)[];
  /** A carton stands before the head. */
  print(carton: number): Print | undefined;
  listen(at: ListenAt): Promise<Listening>;
}

export interface PrinterParts {
  readonly faults: Faults;
  readonly random: { readonly voids: Random; readonly growth: Random; readonly contrast: Random };
}

/** Printers by the driver that speaks to them. */
export const printers = {
  zpl: ({ faults, random }: PrinterParts): PrinterModel => new SimulatedPrinter(faults, random),
} as const satisfies Record<string, (parts: PrinterParts) => PrinterModel>;
