import type { Regime } from '../regime.ts';
import { accept } from './accept.ts';
import { askReceipt, askRequest } from './ask.ts';
import { HOME } from './due/home.ts';
import { dueReports } from './due-reports.ts';
import { judgeFacts } from './judge-facts.ts';
import { readAnswer } from './read-answer.ts';
import { seal } from './seal.ts';
import { statements } from './statements/statements.ts';
import { throttles } from './throttles.ts';
import { writeMessage } from './write-message.ts';

/** Russia: the register of the movement of medicines (MDLP), by documents of XSD 1.38 over its REST interface v1. */
export const ru: Regime = {
  market: 'ru',
  countries: [HOME],
  profiles: ['ru'],
  movements: true,
  packing: true,
  places: true,
  behind: 'ru-oms',
  endSaidBy: 'withdrawal_type',
  access: 'mdlp-token',
  notices: true,
  statements,
  accept,
  judgeFacts,
  dueReports,
  writeMessage,
  seal,
  askReceipt,
  askRequest,
  readAnswer,
  systems: [{ system: 'mdlp', throttles }],
};
