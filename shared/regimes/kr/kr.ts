import { askReceipt, askRequest, putFile } from '../files/calls.ts';
import { csvOf } from '../files/csv.ts';
import { fileThrottles } from '../files/throttles.ts';
import type { Regime } from '../regime.ts';
import { accept } from './accept.ts';
import { columns } from './columns.ts';
import { dueReports } from './due-reports.ts';
import { judgeFacts } from './facts.ts';
import { HOME } from './names.ts';
import { readAnswer } from './read-answer.ts';
import { rowsOf } from './rows-of.ts';

const system = 'kpis';

/** South Korea: KPIS of the Health Insurance Review and Assessment Service (HIRA), by files that a person puts into the portal. Supplies are told, with their prices. */
export const kr: Regime = {
  market: 'kr',
  countries: [HOME],
  profiles: ['kr'],
  movements: true,
  contents: true,
  accept,
  judgeFacts,
  dueReports,
  writeMessage: (report, data) => putFile(data.requestId, 'csv', csvOf(columns, rowsOf(report, data))),
  askReceipt,
  askRequest,
  readAnswer,
  systems: [{ system, throttles: fileThrottles(system) }],
};
