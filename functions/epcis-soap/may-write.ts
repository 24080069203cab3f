import type { Request } from '#common/http.ts';
import { type Granted, lacksScope } from '#common/principal.ts';
import { Refused } from '#common/refused.ts';
import { roleMay } from '#shared/access/permissions.ts';
import { refuse } from '#shared/refusal.ts';

const NEEDED = 'queries:write';

/** Whoever may ask, and whatever token is good for asking, may not therefore subscribe; on another tenant's data that tenant must have granted it, too. */
export async function mustBeAllowedToWrite(granted: Granted, { tenant, home, role, mayWrite }: Request): Promise<void> {
  if (!mayWrite) throw lacksScope('write');
  if (roleMay(role, NEEDED) && (tenant === home || (await granted(tenant, home, NEEDED)))) return;
  throw new Refused(
    refuse('not-permitted', `role ${role} of ${home} may not subscribe for ${tenant}`, {
      remedy: `ask an administrator for a role, or a grant, with ${NEEDED}`,
    }),
  );
}
