import { identify } from '#shared/gs1/identify.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { contentOf, whyNotTogether } from '#shared/warehouse/contents.ts';
import { levelOf, opened, type Tier, whyNotInto } from '#shared/warehouse/levels.ts';
import type { ContainerLabel } from '../../devices/device.ts';
import { chunks, EPCS } from '../../line/container-events.ts';
import { epcsOf } from '../../line/packing/identity.ts';
import type { Fresh, Stored } from '../../store/inventory.ts';
import { asItStands, findAll } from './find-thing.ts';
import { act, type By, type Floor, forbid, type Said, type WarehouseNeeds } from './floor.ts';
import { labelOf } from './label.ts';
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
): { container: string; packs: number; label: ContainerLabel; relabel: readonly string[] } | Refusal =>
  act(needs, 'pack', said, by, (floor) => {
    const { inventory, numbers } = needs;
    const things = findAll(floor, said.scans);
    for (const [i, thing] of things.entries()) {
      const wrong = whyNotPacked(floor, thing);
      if (wrong !== undefined) forbid({ ...wrong, at: `/scans/${i}` });
    }
    const wrong = whyNotTogether(things, said.mixed === true);
    if (wrong !== undefined) forbid(wrong);
    const free = takeOut(floor, things, 'repacked').map((one) => asItStands(floor, one));
    const { epc } = numbers.take();
    const [first] = free;
    if (first === undefined) throw new Error('nothing is packed');
    const content = contentOf(free);
    const { owner, location, held, order, isVerified } = first;
    const because = floor.because('packed here');
    const container: Fresh = {
      ...{ epc, kind: 'container', owner, ...content, parent: undefined, location, state: 'labelled', held, order },
      ...{
        isVerified: isVerified && free.every((one) => one.isVerified),
        isRecalled: free.some((one) => one.isRecalled),
      },
      ...{ isReleased: true, batch: undefined, isListed: true, isTold: false },
    };
    inventory.add(container, because);
    for (const one of free) inventory.change(one, { parent: epc, held: null }, because);
    inventory.carry(epc, { ...(location !== undefined && { location }) });
    return { container: epc, packs: content.packs, label: labelOf(container), relabel: floor.relabel };
  });

function whyNotPacked(floor: Floor, thing: Stored): Refusal | undefined {
  const { epc, state } = thing;
  if (state !== 'here') return refuse('conflict', `${epc} is ${state}`, { remedy: 'Take it out of the list.' });
  const own = ownLevel(floor, epc);
  return whyNotInto(epc, own === 'pallet' ? own : levelOf(tierOf(floor, thing)));
}

/** What a line of our own says that it is. */
function ownLevel({ needs }: Floor, epc: string): string | undefined {
  const named = identify(epc);
  return named.kind === 'sscc' ? needs.containers.byEpc(epcsOf(named))?.level : undefined;
}

function tierOf(floor: Floor, { epc, kind }: Stored): Tier {
  const [first] = floor.needs.inventory.inside(epc).filter(({ state }) => state !== 'empty');
  return { epc, kind, inner: first && tierOf(floor, first) };
}

/**
 * Takes the scan of a label that was printed here: from now on a container that was made exists and holds what was put into it, and one that was
 * opened bears what is still in it.
 */
export const scanBack = (
  needs: WarehouseNeeds,
  said: Said & { readonly scan: string },
  by: By,
): { container: string } | Refusal =>
  act(needs, 'scan-back', said, by, (floor) => {
    const [container] = findAll(floor, [said.scan], '/scan');
    const wrong = whyNotRead(container);
    if (container === undefined || wrong !== undefined) return forbid({ ...noLabel, ...wrong, at: '/scan' });
    const { epc, owner, location, isTold } = container;
    const children = needs.inventory.inside(epc).map((one) => one.epc);
    if (!isTold) {
      const begins = commissionEvent({ epcs: [epc], ...floor.stamp(location) });
      const holds = chunks(children, EPCS).map((part) =>
        packEvent({ parent: epc, children: part, ...floor.stamp(location) }),
      );
      floor.tell(owner, begins, ...holds);
    }
    needs.inventory.change(container, { state: 'here', isTold: true }, floor.because('its label was read back'));
    return { container: epc };
  });

const rule = 'GS1 Logistic Label Guideline: a label is read before it counts';
const noLabel = refuse('conflict', 'no label with that code has to be read back', {
  rule,
  remedy: 'Scan the label that was printed last.',
});

function whyNotRead(container: Stored | undefined): Refusal | undefined {
  if (container?.state !== 'labelled' || container.kind !== 'container') return noLabel;
  if (identify(container.epc).kind === 'sgtin') return opened(container.epc);
  if (!container.isLabelDue) return undefined;
  return refuse('conflict', `the label of ${container.epc} says what is no longer in it`, {
    rule,
    remedy: 'Have its label printed again, stick that on, and scan it.',
  });
}
