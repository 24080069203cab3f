import { type Refusal, refuse } from '../../../refusal.ts';
import type { ReportedContainer } from '../../reported.ts';
import { codeOf } from '../codes.ts';
import { unitAppend } from '../documents/unit-append.ts';
import { unitExtract } from '../documents/unit-extract.ts';
import { unitUnpack } from '../documents/unit-unpack.ts';
import { ownAny, unregistered } from './parties.ts';
import { reportKind, type Told } from './report-kind.ts';

const none: ReportedContainer = { code: { sscc: '' }, level: 1, children: [] };
const packageOf = ({ containers: [one = none] = [] }: Told) => one;
const thingsOf = (told: Told) => packageOf(told).children.map(codeOf);
const ssccOf = (told: Told) => packageOf(told).code.sscc ?? '';

function withoutSscc(told: Told): Refusal | undefined {
  if (ssccOf(told) !== '') return undefined;
  return refuse('malformed', 'what was repacked has no SSCC', {
    at: '/containers/0/code',
    rule: 'MDLP XSD 1.38, sscc_type',
    remedy: 'only logistic units with an SSCC are told: tell it by hand, then cancel this report',
  });
}

const missing = (told: Told) => unregistered('/holder/', ownAny(told), 'any') ?? withoutSscc(told);
const head = (told: Told) => ({ subject_id: ownAny(told), operation_date: told.at });

/** 912 of a package in which nothing is left: what was packages in it stays packed. */
export const takenApart = reportKind({
  document: unitUnpack,
  missing,
  value: (told) => ({ ...head(told), sscc: [ssccOf(told)] }),
});

/** 913 of what was taken out. The operator knows out of what. */
export const takenOut = reportKind({
  document: unitExtract,
  missing: (told) => unregistered('/holder/', ownAny(told), 'any'),
  value: (told) => ({ ...head(told), content: thingsOf(told) }),
});

/** 914 of what was put into a package. */
export const putIn = reportKind({
  document: unitAppend,
  missing,
  value: (told) => ({ ...head(told), sscc: ssccOf(told), content: thingsOf(told) }),
});
