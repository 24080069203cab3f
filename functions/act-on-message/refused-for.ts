import type { Turned } from '#common/inbound/inbound-turn.ts';
import { problemsOf } from '#common/inbound/problems.ts';
import type { InboundChange } from '#common/store/inbound-row.ts';
import type { Refusal } from '#shared/refusal.ts';

const notWaiting = { waitsFor: undefined, waitsSince: undefined };

/** Nothing is done of what the message asks, for these reasons. */
export const refusedFor = (...refusals: readonly Refusal[]): Turned => ({
  change: { ...notWaiting, state: 'refused', problems: problemsOf(refusals) },
});

/** It is done. */
export const accepted = (more: InboundChange = {}): Turned => ({
  change: { ...notWaiting, state: 'accepted', problems: [], ...more },
});
