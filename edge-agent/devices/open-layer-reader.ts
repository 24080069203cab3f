import type { LayerReader } from './device.ts';
import { type Drivers, driverOf } from './open-driver.ts';
import { openDmccLayerReader } from './readers/dmcc.ts';
import { openInSightLayerReader } from './readers/insight.ts';
import { openKeyenceLayerReader } from './readers/keyence.ts';

const drivers: Drivers<LayerReader> = {
  dmcc: openDmccLayerReader,
  insight: openInSightLayerReader,
  keyence: openKeyenceLayerReader,
};

/** Opens a camera over a layer; `driver` of its address is `dmcc` when left out. A refusal names the member that is wrong. */
export const openLayerReader = driverOf(drivers, 'dmcc');
