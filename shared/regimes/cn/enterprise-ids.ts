import { type Refusal, refuse } from '../../refusal.ts';
import type { Registrations } from '../reported.ts';

declare const kind: unique symbol;
/** What the platform calls a firm in bills: senders, receivers, where goods go in the end. */
export type EntId = string & { readonly [kind]: 'ent_id' };
/** What the platform calls the firm whose account it is, in every call. Never to be put where an `ent_id` is due. */
export type RefEntId = string & { readonly [kind]: 'ref_ent_id' };

const rule = 'MSFX: ref_ent_id names the account, ent_id a party of a bill';
const ENT = 'msfx-ent';
const REF = 'msfx-ref-ent';

const isEntId = (text: string): text is EntId => text !== '';
const isRefEntId = (text: string): text is RefEntId => text !== '';

/** The `ent_id` of a party or place; a refusal where it has none, or one that is the account's. */
export function entIdOf(registrations: Registrations | undefined, at: string, own?: Registrations): EntId | Refusal {
  const id = registrations?.[ENT]?.trim() ?? '';
  const where = { at: `${at}/${ENT}`, rule };
  if (!isEntId(id))
    return refuse('malformed', 'the party has no ent_id', {
      ...where,
      remedy: 'set the registration msfx-ent, the number that the platform gives by getentinfo',
    });
  if (id === own?.[REF] || id === registrations?.[REF])
    return refuse('malformed', `${id} is a ref_ent_id, which stands for an account and for no party`, {
      ...where,
      remedy: 'set msfx-ent to the ent_id that the platform gives by getentinfo',
    });
  return id;
}

/** The `ref_ent_id` of the tenant's account. */
export function refEntIdOf(registrations: Registrations | undefined): RefEntId | Refusal {
  const id = registrations?.[REF]?.trim() ?? '';
  if (isRefEntId(id)) return id;
  return refuse('malformed', 'the holder has no ref_ent_id', {
    at: `/holder/registrations/${REF}`,
    rule,
    remedy: 'set the registration msfx-ref-ent of the tenant',
  });
}
