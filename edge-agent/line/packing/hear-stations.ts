import type { Machine } from '../machine.ts';
import type { Packing } from './packing.ts';

/** Lets the packing of whatever batch runs hear what the line's packing stations read, each in `guarded`. */
export function hearStations(
  { layerCamera, labelScanner, handhelds = [] }: Machine,
  packing: () => Packing | undefined,
  guarded: (step: () => void) => void,
): void {
  const hear = (work: (packing: Packing) => void) =>
    guarded(() => {
      const now = packing();
      if (now !== undefined) work(now);
    });
  layerCamera?.onRead((read) => hear((now) => now.layer(read)));
  labelScanner?.onScan((scan) => hear((now) => now.label(scan)));
  for (const handheld of handhelds) handheld.onScan((scan) => hear((now) => now.handheld(scan)));
}
