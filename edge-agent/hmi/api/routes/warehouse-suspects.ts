import * as v from 'valibot';
import { signingWithReason } from '../../../people/sign.ts';
import { orRefuse } from '../../../refused.ts';
import type { WarehouseNeeds } from '../../../site/warehouse/floor.ts';
import { judgeSuspect } from '../../../site/warehouse/suspect.ts';
import { outcomes, Suspects } from '../../../store/suspects.ts';
import { bodyRoute, type Route, route } from '../route.ts';
import { token } from './warehouse-words.ts';

/** What is perhaps falsified, for quality assurance. */
export const suspectRoutes = (needs: WarehouseNeeds): Route[] => [
  route({ method: 'GET', path: '/api/warehouse/suspects', needs: 'judge-goods' }, ({ query }) => {
    const before = Number(query.get('before') ?? Number.NaN);
    const asked = { isOpen: query.get('state') === 'open', before: Number.isInteger(before) ? before : undefined };
    return { status: 200, body: { suspects: new Suspects(needs.db).list(asked) } };
  }),
  bodyRoute(
    { method: 'POST', path: '/api/warehouse/suspects/{suspect}/judge', needs: 'judge-goods' },
    v.strictObject({ token, outcome: v.picklist(outcomes), signature: signingWithReason }),
    async ({ body, path, who, sign }) => {
      const signature = await sign(body.signature);
      const { token: given, outcome } = body;
      const said = { token: given, outcome, suspect: Number(path['suspect']), reason: body.signature.reason };
      return { status: 201, body: { ...orRefuse(judgeSuspect(needs, said, { who, signature })), signature } };
    },
  ),
];
