import type { BusinessAct } from '../business-act.ts';
import { hubReports } from '../hub/due-reports.ts';
import type { Report } from '../regime.ts';
import { hoursAfter } from '../slices.ts';
import { egypt } from './egypt.ts';

/** Receipts are told within 48 hours [M]. */
const RECEIPT_WITHIN_HOURS = 48;

const noWord =
  'what was told was declared an error, and no column of the file takes it back: have the authority correct it, then cancel this report';

const asAtHub = hubReports(egypt);

/** What acts make due at EPTTS. Recalls are the authority’s to tell. */
export const dueReports = (act: BusinessAct): Report[] =>
  act.kind === 'recall' || isOfNoColumn(act)
    ? []
    : asAtHub(act).map((report) => ({
        ...report,
        ...(report.undo && { held: noWord }),
        ...(report.name === 'receiving' && { deadline: within48(act.at) }),
      }));

/** No event of the file takes anything out of a container, or says that more was put into one. */
const isOfNoColumn = (act: BusinessAct) => act.kind === 'repacking' && act.how !== 'packed';

const within48 = (at: string) => hoursAfter(at, RECEIPT_WITHIN_HOURS);
