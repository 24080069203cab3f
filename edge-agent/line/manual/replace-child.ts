import { identify } from '#shared/gs1/identify.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Signature } from '../../store/acts.ts';
import { subjectOf } from '../../store/containers.ts';
import { act, type ContainerRef, type Done, forbid, type ManualNeeds } from './bench.ts';
import { epcsIn, insideOf, isMixed, judged, putIn, takeFrom } from './contents.ts';

/** Puts one in the place of another: the container keeps its number and its label, and what came out stands by itself. */
export function replaceChild(
  needs: ManualNeeds,
  { out, into, ...ref }: ContainerRef & { readonly out: string; readonly into: string },
  signature: Signature,
): Done | Refusal {
  return act(needs, 'replace-child', signature, (bench) => {
    const container = bench.container(ref);
    const { state, level, epc, batch, parent } = container;
    if (epc === undefined || !(state === 'closed' || state === 'opened' || state === 'labelled')) {
      forbid(
        refuse('conflict', `${level} ${epc ?? container.container} is ${state}`, {
          remedy: 'Wait until it has its number.',
        }),
      );
    }
    // What its label and its place on a pallet claim is changed only when that pallet is opened too, as for `open`.
    if (parent !== undefined) bench.mustBeOpen(bench.containers.get(parent), `${level} ${epc}`);
    const old = insideOf(bench, container, [out]);
    const fresh = judged(bench, container, [into]);
    takeFrom(bench, container, old);
    putIn(bench, container, fresh);
    if (identify(epc).kind === 'sgtin' && isMixed(bench, container)) {
      forbid(
        refuse('conflict', `${epc} would claim one lot and hold another`, {
          at: '/into',
          rule: 'GS1 General Specifications §2.1.4',
          remedy: `Open that ${level} and complete it: it gets an SSCC.`,
        }),
      );
    }
    return { batch, subject: subjectOf(container), body: { out: epcsIn(bench, old), into: epcsIn(bench, fresh) } };
  });
}
