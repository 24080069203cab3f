import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { acceptList } from '../pack-lists/accept-list.ts';
import type { Report, ReportData } from '../regime.ts';
import { PACKS_PER_UPLOAD } from './due-reports.ts';
import { HOME, RULE } from './names.ts';
import { writeUpload } from './write-upload.ts';

type Data = Omit<ReportData, 'requestId'>;

const acceptPacks = acceptList({ home: HOME, rule: RULE });

/** Refuses what iVEDA would refuse, with the place and the rule. */
export function accept(data: Data, report?: Report): Refusal | undefined {
  const refusal = acceptPacks(data) ?? acceptContainers(data);
  if (refusal !== undefined || report === undefined) return refusal;
  const written = writeUpload(report.name, data);
  return isRefusal(written) ? { ...written, at: '/product/name' } : undefined;
}

function acceptContainers({ containers = [] }: Data): Refusal | undefined {
  const empty = containers.findIndex(({ children }) => children.length === 0);
  if (empty >= 0)
    return refuse('conflict', 'the package is empty', {
      at: `/containers/${empty}/children`,
      rule: RULE,
      remedy: 'capture what is in it, or cancel this report',
    });
  const children = containers.reduce((sum, one) => sum + one.children.length, 0);
  if (children <= PACKS_PER_UPLOAD) return undefined;
  return refuse('too-large', `${children} packs and packages are more than one upload takes`, {
    at: '/containers',
    rule: `${RULE}: ${PACKS_PER_UPLOAD} in an upload, our own bound`,
    remedy: 'upload these packages at the portal in parts, then cancel this report',
  });
}
