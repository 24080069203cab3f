import { loginCalls } from '#common/regulator-access/proof.ts';
import type { Submission } from './submission.ts';

/**
 * Which call a message will be, before it is written: markets that limit their methods say so only then, unless it has waited for one before. That it waited to be let in says nothing of that.
 */
export function likelyCall({
  delivery: { frozen, turn },
  regime,
  report,
}: {
  readonly delivery: Pick<Submission['delivery'], 'frozen' | 'turn'>;
  readonly regime: Pick<Submission['regime'], 'systems'>;
  readonly report: Pick<Submission['report'], 'name'>;
}): string {
  const isLimited = regime.systems[0].throttles.some(({ call }) => call === report.name);
  const waited = loginCalls.some((call) => call === turn?.call) ? undefined : turn?.call;
  return frozen?.call ?? (isLimited ? report.name : (waited ?? report.name));
}
