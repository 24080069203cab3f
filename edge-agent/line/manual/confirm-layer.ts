import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Signature } from '../../store/acts.ts';
import { CONFIRM_LAYER, layerSubject, type ShortLayer } from '../packing/short-layer.ts';
import { act, type Done, forbid, type ManualNeeds } from './bench.ts';

/**
 * A person has counted a layer that is not whole, and signs that nothing stands in it but the packs whose codes the camera sees. Another picture of
 * these very packs is then taken for the layer.
 */
export function confirmLayer(
  needs: ManualNeeds,
  { packs, layer }: { readonly packs: number; readonly layer: ShortLayer | undefined },
  signature: Signature,
): Done | Refusal {
  return act(needs, CONFIRM_LAYER, signature, () => {
    if (layer === undefined) {
      return forbid(
        refuse('conflict', 'no layer waits to be counted', { remedy: 'Have its picture taken at the packer.' }),
      );
    }
    const { batch, picture, serials, counted } = layer;
    if (packs !== serials.length) {
      forbid(
        refuse('conflict', `${packs} packs, and ${serials.length} codes are seen`, {
          at: '/packs',
          remedy:
            'Take out what shows no code of the batch, turn what lies on its code, and have another picture taken.',
        }),
      );
    }
    return { batch, subject: layerSubject(layer), body: { picture, packs, counted, serials } };
  });
}
