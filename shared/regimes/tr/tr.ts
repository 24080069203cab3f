import type { Regime } from '../regime.ts';
import { accept } from './accept.ts';
import { dueReports } from './due-reports.ts';
import { errors } from './errors.ts';
import { readAnswer } from './read-answer.ts';
import { HOME } from './services.ts';
import { tells } from './tells.ts';
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
  dueReports,
  writeMessage,
  askReceipt,
  askRequest,
  readAnswer,
  systems: [{ system: 'its', tells, errors, throttles }],
};
