import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Signature } from '../../store/acts.ts';
import { subjectOf } from '../../store/containers.ts';
import { act, type ContainerRef, type Done, forbid, type ManualNeeds } from './bench.ts';

/** Opens a closed container, so that what is in it can be changed. It keeps its number; `complete` closes it again. */
export function open(needs: ManualNeeds, ref: ContainerRef, signature: Signature): Done | Refusal {
  return act(needs, 'open', signature, (bench) => {
    const container = bench.container(ref);
    const { state, level, epc, parent } = container;
    if (state !== 'closed' && state !== 'labelled') {
      forbid(
        refuse('conflict', `${level} ${epc ?? container.container} is ${state}`, {
          remedy: 'Only what is closed is opened.',
        }),
      );
    }
    if (parent !== undefined) bench.mustBeOpen(bench.containers.get(parent), `${level} ${epc}`);
    bench.containers.change(container, { ...bench.by, state: 'opened', inHand: true });
    return {
      batch: container.batch,
      subject: subjectOf(container),
      body: { holds: bench.containers.holds(container) },
    };
  });
}
