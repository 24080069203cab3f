import { createHash } from 'node:crypto';
import type { Packer } from '../../devices/device.ts';

/** A layer that is not whole, as its last picture shows it. */
export interface ShortLayer {
  readonly batch: number;
  readonly picture: number;
  /** Of the packs whose codes are seen, in order. */
  readonly serials: readonly string[];
  /** Packs that the packer has counted; undefined when it does not tell. */
  readonly counted: number | undefined;
}

export const CONFIRM_LAYER = 'confirm-layer';

/** What a confirmation is of: these packs and no others. With another picture of the same packs it still holds. */
export function layerSubject({ serials }: Pick<ShortLayer, 'serials'>): string {
  const digest = createHash('sha256').update(serials.join('\n')).digest('hex').slice(0, 32);
  return `layer of ${serials.length} packs ${digest}`;
}

/**
 * How many packs a packer has before its camera. What is gathered as the rest is all that stands between its infeed and the case; with more, or
 * with another picture taken meanwhile, its count is not of this layer.
 */
export async function countedBy(
  packer: Packer | undefined,
  picture: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  if (packer === undefined) return undefined;
  try {
    const { packs, pictures } = await packer.status(signal);
    return pictures === picture ? packs : undefined;
  } catch {
    return undefined;
  }
}
