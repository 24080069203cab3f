import type { Regime } from '../regime.ts';
import { accept } from './accept.ts';
import { dueReports } from './due-reports.ts';
import { judgeFacts } from './judge-facts.ts';
import { readAnswer } from './read-answer.ts';
import { showsAfter } from './replace.ts';
import { statements } from './statements.ts';
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
  statements,
  access: 'top-signature',
  accept,
  judgeFacts,
  dueReports,
  writeMessage,
  askReceipt,
  askRequest,
  showsAfter,
  readAnswer,
  systems: [{ system: 'msfx', throttles }],
};
