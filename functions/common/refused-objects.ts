import { refuse } from '#shared/refusal.ts';
import { handled } from '#shared/regimes/handled.ts';
import type { Regime } from '#shared/regimes/regime.ts';
import { Refused } from './refused.ts';
import type { Delivery } from './store/delivery-row.ts';
import type { EvidenceStore } from './store/evidence.ts';

/**
 * The objects that a regulator refused of a report. Its row names a few of them; the answer that was kept has all, a quarter of a million perhaps.
 *
 * @throws Refused when that answer cannot be read any more
 */
export async function refusedObjects(
  {
    evidence,
    regimes = handled,
  }: {
    readonly evidence: Pick<EvidenceStore, 'get'>;
    readonly regimes?: readonly Pick<Regime, 'market' | 'readAnswer'>[];
  },
  delivery: Delivery,
): Promise<string[]> {
  const answer = delivery.evidence.findLast(({ direction }) => direction === 'answered');
  const bytes = answer && (await evidence.get(answer.key));
  const sent = bytes && delivery.frozen && (await evidence.get(delivery.frozen.evidenceKey));
  const { attached } = delivery.frozen ?? {};
  const more = attached === undefined ? undefined : await evidence.get(attached);
  const verdict =
    bytes &&
    sent &&
    regimes
      .find(({ market }) => market === delivery.market)
      ?.readAnswer({
        to: delivery.receipt === undefined ? 'message' : 'receipt',
        status: answer?.status ?? 0,
        body: Buffer.from(bytes).toString('utf8'),
        sent: Buffer.from(sent).toString('utf8'),
        ...(delivery.receipt !== undefined && { receipt: delivery.receipt }),
        ...(more && { attached: Buffer.from(more).toString('utf8') }),
      });
  if (verdict?.verdict === 'partially-accepted') return verdict.rejected.map(({ object }) => object);
  throw new Refused(
    refuse('conflict', 'the answer that refused some of it cannot be read any more', {
      remedy: 'read its evidence, and report those packs by hand',
    }),
  );
}
