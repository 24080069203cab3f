import type { Regime } from '../regime.ts';
import { accept } from './accept.ts';
import { dueReports } from './due-reports.ts';
import { errors } from './errors.ts';
import { readAnswer } from './read-answer.ts';
import { tells } from './tells.ts';
import { throttles } from './throttles.ts';
import { askReceipt, askRequest, writeMessage } from './write-message.ts';

/**
 * The traceability platform Ma Shang Fang Xin, which most holders report to (Drug Administration Law 2019: the holder runs a traceability system, its own or
 * another's). What the state gets goes on from there.
 */
export const cn: Regime = {
  market: 'cn',
  countries: ['CN'],
  profiles: ['cn-platform', 'cn-gs1'],
  movements: true,
  packing: true,
  access: 'top-signature',
  accept,
  dueReports,
  writeMessage,
  askReceipt,
  askRequest,
  readAnswer,
  systems: [{ system: 'msfx', tells, errors, throttles }],
};
