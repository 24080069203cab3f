import { identify } from '#shared/gs1/identify.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { ContainerLabel } from '../../devices/device.ts';
import type { Fresh } from '../../store/inventory.ts';
import { findAll } from './find-thing.ts';
import { act, type By, forbid, quietly, type WarehouseNeeds } from './floor.ts';

/** The label of a container with an SSCC as it is now, to be printed again. */
export function labelAgain(
  needs: WarehouseNeeds,
  scan: string,
  by: By,
): { container: string; label: ContainerLabel } | Refusal {
  const found = act(needs, 'label', { token: 'a label changes nothing', trial: true }, by, (floor) => {
    const [thing] = findAll(floor, [scan], '/scan');
    if (thing === undefined || identify(thing.epc).kind !== 'sscc')
      return forbid(refuse('conflict', 'only a container with an SSCC has a label of this kind', { at: '/scan' }));
    return thing;
  });
  return isRefusal(found) ? found : { container: found.epc, label: labelOf(found) };
}

/** Notes that a label was printed which says what is in its container now. */
export const labelPrinted = (needs: WarehouseNeeds, epc: string, { who }: By): void =>
  quietly(needs, 'label', (floor) => {
    const container = needs.inventory.find(epc);
    if (container?.isLabelDue !== true) return;
    needs.inventory.change(container, { isLabelDue: false }, { ...floor.because('its label was printed again'), who });
  });

/** A logistic label: the SSCC lowest, above it what is inside where it is of one product and lot (GS1 General Specifications §3.2.4). */
export function labelOf({ epc, gtin, lot, expiry, packs }: Fresh): ContainerLabel {
  const named = identify(epc);
  if (named.kind !== 'sscc') throw new Error(`${epc} is no SSCC`);
  const isUniform = gtin !== undefined && lot !== undefined && packs > 0;
  const inside = isUniform ? [[at('02', gtin), at('37', String(packs))]] : [];
  return {
    symbol: 'gs1-128',
    sscc: named.sscc,
    further: inside,
    text: [
      `SSCC ${named.sscc}`,
      isUniform ? `GTIN ${gtin}  ${counted(packs)}` : `mixed, ${counted(packs)}`,
      isUniform ? `LOT ${lot}  EXP ${expiry ?? ''}` : '',
    ].filter((line) => line !== ''),
  };
}

const counted = (packs: number) => `${packs} ${packs === 1 ? 'pack' : 'packs'}`;
const at = (ai: string, value: string) => ({ ai, value });
