import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import type { Report, ReportData } from '../regime.ts';
import { billOf } from './bill-of.ts';
import { CODES_PER_BILL } from './calls.ts';
import { codeProblem, physicTypeOf } from './codes.ts';

type Data = Omit<ReportData, 'requestId'>;

const rule = 'MSFX: uploadinoutbill';

/** Refuses a bill that the platform would refuse. */
export function acceptBill(data: Data, report: Report): Refusal | undefined {
  if (report.undo)
    return refuse('conflict', 'the platform has no call that takes a bill back', {
      at: '/undo',
      rule,
      remedy: 'revoke the bill on the platform by hand, then cancel this report',
    });
  for (const [i, { code }] of (data.movement?.things ?? []).entries()) {
    const problem = codeProblem(code, `/movement/things/${i}/code`, 'gs1');
    if (problem !== undefined) return problem;
  }
  const billed = billOf(report, data);
  return isRefusal(billed) ? billed : acceptCodes(billed.codes, data);
}

function acceptCodes(codes: readonly string[], { facts = {}, movement }: Data): Refusal | undefined {
  const place = movement === undefined ? '/serials' : '/movement/things';
  if (codes.length === 0 || codes.length > CODES_PER_BILL)
    return refuse('too-large', `a bill names 1 to ${CODES_PER_BILL} codes, not ${codes.length}`, { at: place, rule });
  const again = codes.findIndex((code, i) => codes.indexOf(code) !== i);
  if (again >= 0) return refuse('conflict', `code ${codes[again]} stands twice`, { at: `${place}/${again}`, rule });
  const special = codes.filter((code) => physicTypeOf(code) === '2').length;
  if (special > 0 && special < codes.length)
    return refuse('unsupported', 'specially controlled drugs and others are in one bill', {
      at: place,
      rule: 'MSFX: physic_type',
      remedy: 'bill both apart on the platform by hand, then cancel this report',
    });
  if (special === 0 || (facts['from_person'] && facts['to_person'])) return undefined;
  return refuse('unsupported', 'a bill of specially controlled drugs names who hands over and who takes', {
    at: '/facts/from_person',
    rule: 'MSFX: from_person, to_person',
    remedy: 'give both: PUT /api/deliveries/{deliveryId}/facts',
  });
}
