import type { Refusal } from '#shared/refusal.ts';
import type { Printer } from './device.ts';
import { type DeviceAddress, type Drivers, openDriver } from './open-driver.ts';
import { openTemplateCoder } from './printers/template.ts';
import { openVideojetCoder } from './printers/videojet.ts';
import { openZplPrinter } from './printers/zpl.ts';

const drivers: Drivers<Printer> = {
  zpl: openZplPrinter,
  videojet: openVideojetCoder,
  template: openTemplateCoder,
};

/** Opens a printer; `driver` of its address is `zpl` when left out. A refusal names the member that is wrong. */
export const openPrinter = (address: DeviceAddress): Printer | Refusal => openDriver(drivers, 'zpl', address);
