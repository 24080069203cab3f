import { askReceipt, askRequest, putFile } from '../files/calls.ts';
import { csvOf } from '../files/csv.ts';
import { readAnswer } from '../files/read-answer.ts';
import { fileThrottles } from '../files/throttles.ts';
import { hubAccept } from '../hub/accept.ts';
import type { Regime } from '../regime.ts';
import { columns } from './columns.ts';
import { dueReports } from './due-reports.ts';
import { egypt } from './egypt.ts';
import { rowsOf } from './rows-of.ts';

/** Egypt: EPTTS, by files that a person uploads. */
export const eg: Regime = {
  market: 'eg',
  countries: ['EG'],
  profiles: ['ae'], // GS1 keys (01) (21) (17) (10), as at the hubs
  movements: true,
  packing: true,
  places: true,
  accept: hubAccept(egypt),
  dueReports,
  writeMessage: (report, data) => putFile(data.requestId, 'csv', csvOf(columns, rowsOf(report, data))),
  askReceipt,
  askRequest,
  readAnswer,
  systems: [{ system: egypt.system, throttles: fileThrottles(egypt.system) }],
};
