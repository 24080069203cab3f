import { identify } from '#shared/gs1/identify.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { contentOf, whyNotTogether } from '#shared/warehouse/contents.ts';
import type { ContainerLabel } from '../../devices/device.ts';
import { chunks, EPCS } from '../../line/container-events.ts';
import type { Stored } from '../../store/inventory.ts';
import { asItStands, findAll } from './find-thing.ts';
import { act, type By, forbid, type Said, type WarehouseNeeds } from './floor.ts';
import { takeOut } from './take-out.ts';

export interface Packing extends Said {
  readonly scans: readonly string[];
  /** Several products or lots may go into it. */
  readonly mixed?: boolean | undefined;
}

/** Puts things into a new container under a number of the warehouse's own. It is nothing to the world before its label is read back. */
export const pack = (
  needs: WarehouseNeeds,
  said: Packing,
  by: By,
): { container: string; packs: number; label: ContainerLabel } | Refusal =>
  act(needs, 'pack', said, by, (floor) => {
    const { inventory, numbers } = needs;
    const things = findAll(floor, said.scans);
    for (const [i, { epc, state }] of things.entries())
      if (state !== 'here')
        forbid(refuse('conflict', `${epc} is ${state}`, { at: `/scans/${i}`, remedy: 'Take it out of the list.' }));
    const wrong = whyNotTogether(things, said.mixed === true);
    if (wrong !== undefined) forbid(wrong);
    const free = takeOut(floor, things, 'repacked').map((one) => asItStands(floor, one));
    const { epc } = numbers.take();
    const [first] = free;
    if (first === undefined) throw new Error('nothing is packed');
    const content = contentOf(free);
    const { owner, location, held, order, isVerified } = first;
    const because = floor.because('packed here');
    const container: Stored = {
      ...{ epc, kind: 'container', owner, ...content, parent: undefined, location, state: 'labelled', held, order },
      ...{
        isVerified: isVerified && free.every((one) => one.isVerified),
        isRecalled: free.some((one) => one.isRecalled),
      },
      ...{ isReleased: true, batch: undefined, isListed: true },
    };
    inventory.add(container, because);
    for (const one of free) inventory.change(one, { parent: epc, held: null }, because);
    inventory.carry(epc, { ...(location !== undefined && { location }) });
    return { container: epc, packs: content.packs, label: labelOf(container) };
  });

/** Takes the scan of a label that was printed here: from now on its container exists and holds what was put into it. */
export const scanBack = (
  needs: WarehouseNeeds,
  said: Said & { readonly scan: string },
  by: By,
): { container: string } | Refusal =>
  act(needs, 'scan-back', said, by, (floor) => {
    const [container] = findAll(floor, [said.scan], '/scan');
    if (container?.state !== 'labelled' || container.kind !== 'container') {
      return forbid(
        refuse('conflict', 'no label with that code has to be read back', {
          at: '/scan',
          rule: 'GS1 Logistic Label Guideline: a label is read before it counts',
          remedy: 'Scan the label that was printed last.',
        }),
      );
    }
    const { epc, owner, location } = container;
    needs.inventory.change(container, { state: 'here' }, floor.because('its label was read back'));
    const children = needs.inventory.inside(epc).map((one) => one.epc);
    floor.tell(owner, commissionEvent({ epcs: [epc], ...floor.stamp(location) }));
    for (const part of chunks(children, EPCS))
      floor.tell(owner, packEvent({ parent: epc, children: part, ...floor.stamp(location) }));
    return { container: epc };
  });

/** The label of a container that the warehouse has made, to be printed again. */
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

/** A logistic label: the SSCC lowest, above it what is inside where it is of one product and lot (GS1 General Specifications §3.2.4). */
export function labelOf({ epc, gtin, lot, expiry, packs }: Stored): ContainerLabel {
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
      isUniform ? `GTIN ${gtin}  ${packs} packs` : `mixed, ${packs} packs`,
      isUniform ? `LOT ${lot}  EXP ${expiry ?? ''}` : '',
    ].filter((line) => line !== ''),
  };
}

const at = (ai: string, value: string) => ({ ai, value });
