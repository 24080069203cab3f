import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Signature } from '../../store/acts.ts';
import { subjectOf } from '../../store/containers.ts';
import { takeEpc } from '../packing/identity.ts';
import { act, type ContainerRef, type Done, forbid, type ManualNeeds } from './bench.ts';
import { epcsIn, insideOf, takeFrom } from './contents.ts';
import { fill, label } from './reseal.ts';

/** Puts some of what is in an opened container into another of its own. What stays is closed by `complete`. */
export function split(
  needs: ManualNeeds,
  { children, ...ref }: ContainerRef & { readonly children: readonly string[] },
  signature: Signature,
): Done | Refusal {
  return act(needs, 'split', signature, (bench) => {
    const from = bench.container(ref);
    if (from.state !== 'opened') {
      forbid(
        refuse('conflict', `${from.level} ${from.epc ?? from.container} is ${from.state}`, {
          remedy: 'Open it first.',
        }),
      );
    }
    const parts = insideOf(bench, from, children);
    if (children.length === 0 || children.length >= bench.containers.holds(from)) {
      forbid(
        refuse('conflict', 'nothing would stay in one of the two', {
          at: '/children',
          remedy: 'Scan some, and leave some.',
        }),
      );
    }
    takeFrom(bench, from, parts);
    const epc = takeEpc(needs.stock, from.batch, bench.batchOf(from).order, bench.levelOf(from), true);
    const { container, labels } = label(bench, fill(bench, from, epc, parts));
    const body = { moved: epcsIn(bench, parts), container: container.container, epc };
    return { batch: from.batch, subject: subjectOf(from), body, labels };
  });
}
