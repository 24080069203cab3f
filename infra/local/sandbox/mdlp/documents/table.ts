import type { Kind } from './kind.ts';
import { movementKinds } from './movement-kinds.ts';
import { packingKinds } from './packing-kinds.ts';

/** Documents that the sandbox takes, by the name of their root. */
export const kindByRoot: ReadonlyMap<string, Kind> = new Map(
  [...movementKinds, ...packingKinds].map((kind) => [kind.root, kind]),
);
