import type { Printer } from './device.ts';
import { type Drivers, driverOf } from './open-driver.ts';
import { openTemplateCoder } from './printers/template.ts';
import { openVideojetCoder } from './printers/videojet.ts';
import { openZplPrinter } from './printers/zpl.ts';

const drivers: Drivers<Printer> = {
  zpl: openZplPrinter,
  videojet: openVideojetCoder,
  template: openTemplateCoder,
};

/** Opens a printer; `driver` of its address is `zpl` when left out. A refusal names the member that is wrong. */
export const openPrinter = driverOf(drivers, 'zpl');
