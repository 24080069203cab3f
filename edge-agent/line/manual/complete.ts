import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Signature } from '../../store/acts.ts';
import { subjectOf } from '../../store/containers.ts';
import { act, type ContainerRef, type Done, forbid, type ManualNeeds } from './bench.ts';
import { epcsIn, judged, putIn } from './contents.ts';
import { reseal } from './reseal.ts';

/**
 * Puts what is scanned into an opened container and closes it; or into one that is being filled at the end of a batch, which closes as the others
 * do.
 */
export function complete(
  needs: ManualNeeds,
  { children, ...ref }: ContainerRef & { readonly children: readonly string[] },
  signature: Signature,
): Done | Refusal {
  return act(needs, 'complete', signature, (bench) => {
    const container = bench.container(ref);
    const { state, level, epc, batch } = container;
    const isFilling = state === 'open' && bench.batchOf(container).state === 'closing';
    if (state !== 'opened' && !isFilling) {
      const remedy = state === 'open' ? 'Wait until the batch prints no more.' : 'Open it first.';
      forbid(refuse('conflict', `${level} ${epc ?? container.container} is ${state}`, { remedy }));
    }
    const { count } = bench.levelOf(container);
    const holds = bench.containers.holds(container) + children.length;
    if (holds > count || holds === 0) {
      forbid(
        refuse('conflict', `${holds} in a ${level} that takes 1 to ${count}`, {
          at: '/children',
          remedy: 'Put fewer or more into it.',
        }),
      );
    }
    const contents = judged(bench, container, children);
    putIn(bench, container, contents);
    const added = epcsIn(bench, contents);
    const subject = subjectOf(container);
    if (container.epc === undefined) return { batch, subject, body: { added } };
    const { container: now, labels } = reseal(bench, { ...container, epc: container.epc });
    return { batch, subject, body: { added, container: now.container, epc: now.epc, holds }, labels };
  });
}
