import type { PrinterModel, PrinterParts } from './print-head.ts';
import { SimulatedTemplateCoder } from './template-coder.ts';
import { SimulatedVideojet } from './videojet-coder.ts';
import { SimulatedPrinter } from './zpl-printer.ts';

/** Printers by the driver that speaks to them. */
export const printers = {
  zpl: (parts: PrinterParts): PrinterModel => new SimulatedPrinter(parts),
  videojet: (parts: PrinterParts): PrinterModel => new SimulatedVideojet(parts),
  template: (parts: PrinterParts): PrinterModel => new SimulatedTemplateCoder(parts),
} as const satisfies Record<string, (parts: PrinterParts) => PrinterModel>;
