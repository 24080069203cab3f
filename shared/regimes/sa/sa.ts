import { acceptList } from '../pack-lists/accept-list.ts';
import { judgeFacts } from '../pack-lists/judge-facts.ts';
import type { Regime } from '../regime.ts';
import { dueReports } from './due-reports.ts';
import { readAnswer } from './read-answer.ts';
import { HOME, RULE } from './services.ts';
import { throttles } from './throttles.ts';
import { askReceipt, askRequest, writeMessage } from './write-message.ts';

/** Saudi Arabia: RSD of the Saudi Food and Drug Authority, formerly DTTS. Whoever has a pack tells at once what becomes of it, and is answered at once. */
export const sa: Regime = {
  market: 'sa',
  countries: [HOME],
  profiles: ['sa'],
  movements: true,
  contents: true,
  access: 'basic',
  accept: acceptList({ home: HOME, rule: RULE }),
  judgeFacts: judgeFacts(RULE),
  dueReports,
  writeMessage,
  askReceipt,
  askRequest,
  readAnswer,
  systems: [{ system: 'rsd', throttles }],
};
