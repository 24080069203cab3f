import type { Reader } from './device.ts';
import { type Drivers, driverOf } from './open-driver.ts';
import { openDmccReader } from './readers/dmcc.ts';
import { openInSightReader } from './readers/insight.ts';
import { openKeyenceReader } from './readers/keyence.ts';

const drivers: Drivers<Reader> = {
  dmcc: openDmccReader,
  insight: openInSightReader,
  keyence: openKeyenceReader,
};

/** Opens a code reader; `driver` of its address is `dmcc` when left out. A refusal names the member that is wrong. */
export const openReader = driverOf(drivers, 'dmcc');
