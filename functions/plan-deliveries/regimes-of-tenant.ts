import type { RegulatorAccesses } from '#common/store/regulator-accesses.ts';
import { type Planned, planned } from '#shared/regimes/planned.ts';

export interface TenantsRegimesNeeds {
  readonly accesses: Pick<RegulatorAccesses, 'get'>;
  /** Those of this installation when absent. */
  readonly regimes?: readonly Planned[];
}

/** The regimes that a tenant's reports are planned for: those that are `onAccess` only where it set one for the market. */
export async function regimesOfTenant(
  { accesses, regimes = planned }: TenantsRegimesNeeds,
  tenant: string,
): Promise<Planned[]> {
  const found: Planned[] = [];
  for (const regime of regimes)
    if (regime.onAccess === undefined || (await accesses.get(tenant, regime.market)) !== undefined) found.push(regime);
  return found;
}

/** Work for a message, with the regimes of its tenant. */
export const withRegimes =
  <Needs extends TenantsRegimesNeeds, Message extends { readonly tenant: string }>(
    needs: Needs,
    work: (needs: Needs) => (message: Message) => Promise<void>,
  ) =>
  async (message: Message): Promise<void> =>
    work({ ...needs, regimes: await regimesOfTenant(needs, message.tenant) })(message);
