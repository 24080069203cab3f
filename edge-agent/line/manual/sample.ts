import { type Refusal, refuse } from '#shared/refusal.ts';
import { sampleEvent } from '#shared/trace/sample.ts';
import type { Signature } from '../../store/acts.ts';
import { act, type Done, forbid, type ManualNeeds } from './bench.ts';

export const sampleKinds = ['quality-assurance', 'retention', 'in-process'] as const;
export type SampleKind = (typeof sampleKinds)[number];

/** What a sampled unit is a sample for, by its reason; undefined for one that an older release took. */
export const sampleKindOf = (reason: string | undefined): SampleKind | undefined =>
  sampleKinds.find((kind) => reason === kind || reason?.startsWith(`${kind}: `));

/** Takes a good pack for a test or to be kept. It goes into no container from then on. */
export function sample(
  needs: ManualNeeds,
  { scan, kind }: { readonly scan: string; readonly kind: SampleKind },
  signature: Signature,
): Done | Refusal {
  return act(needs, 'sample', signature, (bench) => {
    const pack = bench.pack(scan);
    if (pack.state !== 'commissioned') {
      forbid(refuse('conflict', `${pack.serial} is ${pack.state}`, { at: '/scan', remedy: 'Take a good pack.' }));
    }
    const free = bench.takeOut(pack);
    bench.packs.change(free, { ...bench.by, state: 'sampled', why: `${kind}: ${bench.why}` });
    if (pack.told) bench.say(pack, [bench.epcOf(pack)], (epcs, about) => sampleEvent({ epcs, kind, ...about }));
    return { batch: pack.batch, subject: `unit ${pack.serial}`, body: { kind, from: pack.container } };
  });
}
