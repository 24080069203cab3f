import type * as v from 'valibot';
import type { accessKind } from '#shared/messages/regulator-accesses-api.ts';
import { accessMembers } from '#shared/regimes/access-members.ts';
import type { Handled } from '#shared/regimes/handled.ts';

/** Members that a secret may have for every market. */
const always = ['certificate', 'key', 'ca'];

/** Of a regime what says how it is reached. */
export type Reached = Pick<Handled, 'market' | 'access' | 'seals' | 'onAccess' | 'repealed'>;

/** How calls to the regulator of a market prove who makes them, and what a tenant's secret for it has to hold (docs/regulators-access.md). */
export function accessKindOf({
  market,
  access = 'static',
  seals,
  onAccess,
  repealed,
}: Reached): v.InferOutput<typeof accessKind> {
  const { must, may } = accessMembers[access];
  const isSigned = seals === true && !must.includes('signature');
  const needed = [...must, ...(isSigned ? ['signature'] : [])];
  // Where nothing has to prove who sends, no secret is needed either.
  return {
    market,
    access,
    must: needed.length === 0 ? [] : ['origins', ...needed],
    may: [...may, ...always],
    ...(onAccess && { onAccess }),
    ...(repealed !== undefined && { repealed }),
  };
}
