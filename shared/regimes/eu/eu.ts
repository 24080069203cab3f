import type { Regime } from '../regime.ts';
import { accept } from './accept.ts';
import { countries } from './countries.ts';
import { dueReports } from './due-reports.ts';
import { throttles as nmvsThrottles } from './nmvs/throttles.ts';
import { readAnswer } from './read-answer.ts';
import { throttles } from './throttles.ts';
import { askReceipt, askRequest, writeMessage } from './write-message.ts';

/**
 * The EU Hub. Its interface pack is given to onboarded parties only, so the wire form here is our own: an adapter in front of the
 * real Hub speaks it, and so does the sandbox.
 */
export const eu: Regime = {
  market: 'eu',
  countries,
  profiles: ['eu', 'eu-capitals'],
  accept,
  dueReports,
  writeMessage,
  askReceipt,
  askRequest,
  readAnswer,
  systems: [
    { system: 'eu-hub', throttles },
    { system: 'nmvs', throttles: nmvsThrottles },
  ],
};
