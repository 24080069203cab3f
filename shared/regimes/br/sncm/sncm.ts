import type { Regime } from '../../regime.ts';
import { accept } from './accept.ts';
import { dueReports } from './due-reports.ts';
import { judgeFacts } from './judge-facts.ts';
import { REPEALED_BY } from './names.ts';
import { readAnswer } from './read-answer.ts';
import { seal } from './seal.ts';
import { throttles } from './throttles.ts';
import { askReceipt, askRequest, writeMessage } from './write-message.ts';

/**
 * The national system of medicine control, message set 1.00, as it was before the duty was repealed. It is kept so that a revival is cheap, and told to nobody who does not
 * ask for it. The form follows public clients, not ANVISA's own schemas [M]; where a member's order or meaning is a guess it is said beside it [L].
 */
export const sncm: Regime = {
  market: 'br-sncm',
  countries: ['BR'],
  profiles: ['br'],
  onAccess: true,
  repealed: REPEALED_BY,
  movements: true,
  contents: true,
  endSaidBy: 'reason',
  accept,
  judgeFacts,
  dueReports,
  writeMessage,
  seal,
  askReceipt,
  askRequest,
  readAnswer,
  systems: [{ system: 'sncm', throttles }],
};
