import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { acceptList } from '../pack-lists/accept-list.ts';
import { isReturn } from '../pack-lists/listed-pack.ts';
import type { Report, ReportData } from '../regime.ts';
import { packageOf } from './package-of.ts';
import { HOME, names, RULE } from './services.ts';
import { writeTransfer } from './write-transfer.ts';

const acceptPacks = acceptList({ home: HOME, rule: RULE });

/** Refuses what ITS and PTS would refuse, with the place and the rule. */
export function accept(data: Omit<ReportData, 'requestId'>, report?: Report): Refusal | undefined {
  return acceptPacks(data, report) ?? acceptBack(data, report) ?? acceptPackage(data, report);
}

/** Of returns no cancelling call is public. */
function acceptBack(data: Omit<ReportData, 'requestId'>, report?: Report): Refusal | undefined {
  if (report?.name !== names.back['dispatch'] || !isReturn(data)) return undefined;
  return refuse('unsupported', 'no call takes a return back', {
    at: '/movement/documents',
    rule: RULE,
    remedy: 'have ITS mend it by hand, then cancel this report',
  });
}

function acceptPackage(data: Omit<ReportData, 'requestId'>, report?: Report): Refusal | undefined {
  if (report?.name !== names.package) return undefined;
  const transfer = packageOf({ ...data, requestId: 'r' });
  const written = isRefusal(transfer) ? transfer : writeTransfer(transfer);
  return isRefusal(written) ? { ...written, at: written.at ?? '/movement' } : undefined;
}
