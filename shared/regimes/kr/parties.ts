import { type Refusal, refuse } from '../../refusal.ts';
import type { ReportData } from '../regime.ts';
import type { Registrations, ReportedPlace } from '../reported.ts';
import { HOME, RULE } from './names.ts';

/** What KPIS calls parties: the number of their business registration, and of hospitals and pharmacies that of the institution beside it [M]. */
export const businessOf = (registrations: Registrations | undefined): string => registrations?.['kr-business'] ?? '';
export const institutionOf = (registrations: Registrations | undefined): string =>
  registrations?.['kr-institution'] ?? '';

type Data = Pick<ReportData, 'holder' | 'movement'>;

/** Who is on the other side of a movement; `undefined` where there is none. */
export const partnerOf = ({ movement }: Data): ReportedPlace | undefined =>
  movement && (movement.to.partner === undefined ? movement.from : movement.to);

/** Whoever reports, and whoever is in Korea, is known by a number. */
export function acceptParties(data: Data): Refusal | undefined {
  if (businessOf(data.holder.registrations) === '')
    return refuse('malformed', `${data.holder.name} has no number of its business registration`, {
      at: '/holder/registrations/kr-business',
      rule: RULE,
      remedy: 'PUT /api/tenant with the registration kr-business, then resend',
    });
  const partner = partnerOf(data);
  const isHere = partner?.country === undefined || partner.country === HOME;
  if (partner === undefined || !isHere || businessOf(partner.registrations) !== '') return undefined;
  return refuse('malformed', `${partner.name} has no number of its business registration`, {
    at: `/movement/${data.movement?.to === partner ? 'to' : 'from'}/registrations/kr-business`,
    rule: RULE,
    remedy: 'give the partner or its location the registration kr-business, then resend',
  });
}
