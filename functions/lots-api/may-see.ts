import type { Request } from '#common/http.ts';
import { mayTouch } from '#common/principal.ts';
import { packerOf } from '#common/store/lot-keys.ts';
import type { Lot } from '#common/store/lots.ts';

/** A contract packer sees the lots it packs and no others of the owner, and of those what its grant reaches. */
export const maySee = (caller: Pick<Request, 'tenant' | 'home' | 'within'>, lot: Lot): boolean =>
  (caller.home === caller.tenant || packerOf(lot) === caller.home) && mayTouch(caller, lot);
