import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Signature } from '../../store/acts.ts';
import { named, subjectOf } from '../../store/containers.ts';
import { containerLabel } from '../packing/identity.ts';
import { act, type ContainerRef, type Done, forbid, type ManualNeeds } from './bench.ts';

/** Prints a container's label once more. Where labels are read back, this one is too, before the container counts as closed. */
export function reprintLabel(needs: ManualNeeds, ref: ContainerRef, signature: Signature): Done | Refusal {
  return act(needs, 'reprint-label', signature, (bench) => {
    const container = bench.container(ref);
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
    if (plan.label?.verify === true)
      bench.containers.change(container, { ...bench.by, state: 'labelled', inHand: true });
    return { batch, subject: subjectOf(container), body: { epc, was: state }, labels };
  });
}
