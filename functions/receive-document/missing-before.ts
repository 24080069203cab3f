import type { Judged } from '#common/inbound/judge-content.ts';
import { isJudged, readUnits } from '#common/integrity/histories.ts';
import type { NamesKnown } from '#common/integrity/names-known.ts';
import type { FactsOf } from '#common/integrity/unit-facts.ts';
import { chunksOf } from '#common/store/batches.ts';
import type { Tenant } from '#common/store/registry.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { identify } from '#shared/gs1/identify.ts';
import { hasBegun } from '#shared/integrity/never-commissioned.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { beginsUnits } from '#shared/network/partner-authority.ts';

export interface MissingNeeds {
  readonly names: Pick<NamesKnown, 'products'>;
  readonly factsOf: FactsOf;
  readonly unitEvents: UnitEvents;
  readonly now: () => Date;
}

/** What a document builds on and we do not have. */
export interface Missing {
  /** GTINs of our own company prefixes that nobody described to us. */
  readonly products: readonly string[];
  /** Units of ours that nothing begins; the first that were found. */
  readonly units: readonly string[];
  /** Events that others of the document are about, in words. */
  readonly events: readonly string[];
}

/** Units looked at together, and how long they are looked for: what is not looked at, the integrity rules tell after its capture. */
const TOGETHER = 500;
const ENOUGH_MS = 30_000;
/** Units told by name. */
const NAMED = 20;

/**
 * What a document needs that should have come before it: products of ours (data before product), and, of partners that commission, the commissioning of units of ours
 * (serials before commissioning). Others' goods began in others' ledgers: nothing of theirs is waited for.
 *
 * @param events that it is about and that nobody told of
 */
export async function missingBefore(
  needs: MissingNeeds,
  { tenant, partner }: { tenant: Tenant; partner: Partner },
  judged: Judged,
  events: readonly string[],
): Promise<Missing | undefined> {
  const products = await unknownProducts(needs, tenant, judged);
  // Numbers that a packer rejects before they are commissioned end without a beginning.
  const acted =
    partner.packs === undefined ? judged.acted : new Set([...judged.acted].filter((epc) => !judged.ended.has(epc)));
  const units = beginsUnits(partner.kind) ? await unbegun(needs, tenant.tenant, acted) : [];
  return products.length + units.length + events.length === 0 ? undefined : { products, units, events };
}

async function unknownProducts(
  { names }: MissingNeeds,
  { tenant, companyPrefixes }: Tenant,
  { acted, begun, head }: Judged,
) {
  const gtins = new Set<string>();
  for (const epcs of [acted, begun])
    for (const epc of epcs) {
      const key = identify(epc);
      // The indicator stands before the company prefix.
      if (key.kind === 'sgtin' && companyPrefixes.some((one) => key.gtin.startsWith(one, 1))) gtins.add(key.gtin);
    }
  for (const { vocabularyElementList = [] } of head?.masterData ?? [])
    for (const { id } of vocabularyElementList) gtins.delete(/\/01\/(\d{14})/.exec(canonicalEpc(id))?.[1] ?? '');
  if (gtins.size === 0) return [];
  const known = await names.products(tenant, gtins);
  return [...gtins].filter((gtin) => !known.has(gtin)).toSorted();
}

async function unbegun({ factsOf, unitEvents, now }: MissingNeeds, tenant: string, acted: ReadonlySet<string>) {
  const end = now().getTime() + ENOUGH_MS;
  for (const some of chunksOf([...acted].filter(isJudged), TOGETHER)) {
    if (now().getTime() >= end) break;
    const facts = await factsOf(tenant, some);
    const ours = some.filter((epc) => facts.get(epc)?.issued === true || facts.get(epc)?.claimed === true);
    const { steps, tooLong } = await readUnits(unitEvents, tenant, ours);
    const missing = ours.filter((epc) => !tooLong.has(epc) && !hasBegun(epc, steps.get(epc) ?? []));
    if (missing.length > 0) return missing.slice(0, NAMED);
  }
  return [];
}
