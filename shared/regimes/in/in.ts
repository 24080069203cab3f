import { isRefusal } from '../../refusal.ts';
import { askReceipt, askRequest, putFile } from '../files/calls.ts';
import { readAnswer } from '../files/read-answer.ts';
import { fileThrottles } from '../files/throttles.ts';
import type { Message, Regime, Report, ReportData } from '../regime.ts';
import { accept } from './accept.ts';
import { dueReports } from './due-reports.ts';
import { HOME } from './names.ts';
import { writeUpload } from './write-upload.ts';

const system = 'iveda';

/** @throws when `accept` refuses the same data */
function writeMessage(report: Report, data: ReportData): Message {
  const written = writeUpload(report.name, data);
  if (isRefusal(written)) throw new Error(written.detail);
  return putFile(data.requestId, 'xml', written);
}

/** India: iVEDA, to which what is made for export is told by files. What is sold in India has its data on the label, and nothing is uploaded of it [H]. */
export const india: Regime = {
  market: 'in',
  countries: [HOME],
  profiles: ['in-export'],
  packing: true,
  accept,
  dueReports,
  writeMessage,
  askReceipt,
  askRequest,
  readAnswer,
  systems: [{ system, throttles: fileThrottles(system) }],
};
