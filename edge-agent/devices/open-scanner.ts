import type { Scanner } from './device.ts';
import { type Drivers, driverOf } from './open-driver.ts';
import { openSerialScanner } from './scanners/serial.ts';
import { openTcpScanner } from './scanners/tcp.ts';
import { openTcpServerScanner } from './scanners/tcp-server.ts';

const drivers: Drivers<Scanner> = {
  tcp: openTcpScanner,
  'tcp-server': openTcpServerScanner,
  serial: openSerialScanner,
};

/** Opens a handheld or fixed scanner; `driver` of its address is `tcp` when left out. A refusal names the member that is wrong. */
export const openScanner = driverOf(drivers, 'tcp');
