import type { Refusal } from '../../refusal.ts';
import { isRefusal, refuse } from '../../refusal.ts';
import { type OmsAttributes, type OmsData, seriesOf } from '../oms/oms-country.ts';
import { omsRegime } from '../oms/oms-regime.ts';
import { HOME, isAbroad } from '../ru/due/home.ts';
import { dueReports } from './due-reports.ts';

const PLACE = 'mdlp-place';
const SUBJECT = 'mdlp-subject';

/** In Russia a place of activity reports, from abroad the firm does: the station makes a 10311 of the one, a 10319 of the other. */
function attributes(data: OmsData, { packedIn }: Readonly<Record<string, string>>): OmsAttributes | Refusal {
  const subjectId = numberOf(data, isAbroad(packedIn) ? SUBJECT : PLACE);
  if (isRefusal(subjectId)) return subjectId;
  // Own production: who packs for another says so at the station.
  return { subjectId, ...(isAbroad(packedIn) ? { packingId: subjectId } : { orderType: '1' }), ...seriesOf(data) };
}

/** Of the place where the packs were made, as the documents of the lot have it, else the holder's own. */
function numberOf({ holder, place }: OmsData, scheme: string): string | Refusal {
  const number = place?.registrations?.[scheme] ?? holder.registrations?.[scheme];
  if (number !== undefined) return number;
  return refuse('malformed', `${scheme} is not known`, {
    at: `/holder/registrations/${scheme}`,
    rule: 'MDLP XSD 1.38, subject_id_type and system_subject_type',
    remedy: 'PUT /api/tenant or PUT /api/locations/{gln} with registrations, then resend',
  });
}

/** Russia: the order station of MDLP, which makes the documents 10311, 10319 and 10305 of what it is told. */
export const ruOms = omsRegime({
  market: 'ru-oms',
  system: 'ru-oms',
  countries: [HOME],
  profiles: ['ru'],
  productGroup: 'pharma',
  onAccess: true,
  places: true,
  dueReports,
  rule: 'MDLP: reports to the order station',
  attributes,
});
