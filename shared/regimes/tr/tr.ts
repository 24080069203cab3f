import { judgeFacts } from '../pack-lists/judge-facts.ts';
import type { Regime } from '../regime.ts';
import { accept } from './accept.ts';
import { dueReports } from './due-reports.ts';
import { readAnswer } from './read-answer.ts';
import { HOME, RULE } from './services.ts';
import { throttles } from './throttles.ts';
import { askReceipt, askRequest, writeMessage } from './write-message.ts';

/** Turkey: ITS, which knows every pack with its owner, and PTS, by which a sender tells a receiver what is in what. */
export const tr: Regime = {
  market: 'tr',
  countries: [HOME],
  profiles: ['tr'],
  movements: true,
  contents: true,
  access: 'its-token',
  accept,
  judgeFacts: judgeFacts(RULE),
  dueReports,
  writeMessage,
  askReceipt,
  askRequest,
  readAnswer,
  systems: [{ system: 'its', throttles }],
};
