import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Signature } from '../../store/acts.ts';
import { type Container, named, subjectOf } from '../../store/containers.ts';
import type { Pack } from '../../store/packs.ts';
import { itemLabel } from '../label.ts';
import { containerLabel } from '../packing/identity.ts';
import {
  act,
  type Bench,
  type ContainerRef,
  type Done,
  forbid,
  type ManualNeeds,
  type Outcome,
  type SerialRef,
} from './bench.ts';
import { isUnreadLabel } from './is-unread-label.ts';
import { mustBeRunning } from './reintroduce.ts';

/**
 * Prints a label once more: of a container, which has to be read back again where the recipe wants it, or of a pack whose new label was not read on
 * it yet. A pack whose label was read gets another number (`relabel`), so that never two labels with one number are about.
 */
export function reprintLabel(needs: ManualNeeds, ref: ContainerRef | SerialRef, signature: Signature): Done | Refusal {
  return act(needs, 'reprint-label', signature, (bench) => {
    const found = bench.either(ref);
    return 'pack' in found ? ofPack(bench, found.pack) : ofContainer(bench, found.container);
  });
}

function ofPack(bench: Bench, pack: Pack): Outcome {
  const { batch, serial, state, tail } = pack;
  if (!isUnreadLabel(pack)) {
    forbid(
      refuse('conflict', `${serial} is ${state}`, {
        at: '/scan',
        rule: 'a number is on one pack (GS1 General Specifications §2.1.3)',
        remedy: 'Relabel the pack: it gets another number.',
      }),
    );
  }
  mustBeRunning(bench, pack);
  const { order, recipe } = bench.batchOf(pack);
  const labels = [itemLabel(order, serial, recipe, tail)];
  return { batch, subject: `unit ${serial}`, body: { serial, was: state }, labels };
}

function ofContainer(bench: Bench, container: Container): Outcome {
  const { state, level, batch } = container;
  const plan = bench.levelOf(container);
  if (state !== 'closed' && state !== 'labelled') {
    forbid(
      refuse('conflict', `${level} ${container.epc ?? container.container} is ${state}`, {
        remedy: 'Complete it first.',
      }),
    );
  }
  if (plan.label === undefined) forbid(refuse('conflict', `the recipe gives a ${level} no label`));
  const { epc } = named(container);
  const { order } = bench.batchOf(container);
  const labels = [containerLabel(epc, order, plan, bench.containers.units(container))];
  if (plan.label?.verify === true) bench.containers.change(container, { ...bench.by, state: 'labelled', inHand: true });
  return { batch, subject: subjectOf(container), body: { epc, was: state }, labels };
}
