import { type Refusal, refuse } from '../../../refusal.ts';
import type { ReportedPlace } from '../../reported.ts';
import type { Told } from './report-kind.ts';

const PLACE = 'mdlp-place';
const SUBJECT = 'mdlp-subject';

interface Party {
  readonly registrations?: Readonly<Record<string, string>> | undefined;
}

const numberOf = (scheme: string, ...parties: (Party | undefined)[]) =>
  parties.map((party) => party?.registrations?.[scheme]).find((found) => found !== undefined) ?? '';

/** The holder's place of activity where it happened, else the one that is the holder's own; and the holder as a subject of circulation. */
export const ownPlace = ({ holder, place }: Told): string => numberOf(PLACE, place, holder);
export const ownSubject = ({ holder }: Told): string => numberOf(SUBJECT, holder);
/** Either, where a document takes both. */
export const ownAny = (told: Told): string => ownPlace(told) || ownSubject(told);

export const placeOf = (place: ReportedPlace | undefined): string => numberOf(PLACE, place);
export const subjectOf = (place: ReportedPlace | undefined): string => numberOf(SUBJECT, place);
export const anyOf = (place: ReportedPlace | undefined): string => placeOf(place) || subjectOf(place);

const rule = 'MDLP XSD 1.38, subject_id_type and system_subject_type';

/** Why a party has not the number that a document calls it by. @param at its place, with a slash behind it */
export function unregistered(at: string, number: string, scheme: 'place' | 'subject' | 'any'): Refusal | undefined {
  if (number !== '') return undefined;
  const names = scheme === 'any' ? [PLACE, SUBJECT] : [scheme === 'place' ? PLACE : SUBJECT];
  const where = at === '/holder/' ? 'PUT /api/tenant' : 'PUT /api/locations/{gln} or PUT /api/partners/{partner}';
  return refuse('malformed', `${names.join(' or ')} is not known`, {
    at: `${at}registrations/${names[0]}`,
    rule,
    remedy: `${where} with registrations, then resend`,
  });
}

/** Goods do not go from a place to the same. */
export function samePlace({ movement }: Told): Refusal | undefined {
  const from = anyOf(movement?.from);
  if (from === '' || from !== anyOf(movement?.to)) return undefined;
  return refuse('conflict', `${from} is both sender and receiver`, {
    at: '/movement/to',
    rule: 'MDLP: sender and receiver differ',
    remedy: 'give each of the two locations its own number: PUT /api/locations/{gln} with registrations',
  });
}
