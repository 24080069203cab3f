import { codeOf } from '#common/code-of.ts';
import { orRefuse } from '#common/refused.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { Registry } from '#common/store/registry.ts';
import { refuse } from '#shared/refusal.ts';
import type { ReportData } from '#shared/regimes/regime.ts';
import { mustStand } from './changed-packs.ts';

interface Needs {
  readonly ledger: Pick<Ledger, 'eventsById'>;
  readonly registry: Pick<Registry, 'product'>;
}

/**
 * A container and what an event put into it or took out; nothing, of one in which nothing is left.
 *
 * @param epcs canonical
 * @throws Refused when the event was declared an error, or the product is not known any more
 */
export async function repackedAt(
  needs: Needs,
  { tenant, subject, report }: Delivery,
  epcs: readonly string[],
): Promise<Pick<ReportData, 'product' | 'containers'>> {
  const { container = '', lots = [], at = '' } = report ?? {};
  for (const eventId of subject.eventIds ?? []) await mustStand(needs, tenant, eventId);
  const gtin = lots[0]?.gtin ?? '';
  const product = orRefuse(
    (await needs.registry.product(tenant, gtin, at)) ?? refuse('not-found', `no product ${gtin}`),
  );
  const code = codeOf(container);
  if (code === undefined) throw new Error(`${container} is no container`);
  const children = epcs.filter((epc) => epc !== container).flatMap((epc) => codeOf(epc) ?? []);
  return { product, containers: [{ code, level: 1, children }] };
}
