import type { Verdict } from '../../delivery/verdict.ts';
import { again } from '../answers.ts';
import { meaningOf } from '../error-meaning.ts';
import { judgeList, judgeStates } from '../pack-lists/judge-list.ts';
import type { Answer } from '../regime.ts';
import { errors } from './errors.ts';
import { type RsdAnswer, readRsdAnswer, readRsdRequest } from './read-soap.ts';
import { statesOf } from './states.ts';

/**
 * Reads what RSD answered, and holds it against what was sent: it has to be of the same service and to give every pack its code. A fault refuses the whole call (SOAP 1.1 §6.2: with 500);
 * codes of packs stand in answers of 200. What cannot be read may have been acted on, and is asked about; a page of the front door is no verdict.
 */
export function readAnswer(answer: Answer): Verdict {
  const { status, to, body } = answer;
  if (status === 401) return again('transient', answer, 'name or password are not taken');
  if (status === 429 || status === 503) return again('transient', answer);
  const told = status === 408 || (status > 500 && status < 600) ? undefined : readRsdAnswer(body);
  if (told === undefined) return again('ambiguous', answer);
  if (told.kind === 'fault') return readFault(answer, told.code);
  if (status === 500) return again('ambiguous', answer);
  return to === 'message' ? readList(answer, told) : readStates(answer, told);
}

type Told = Extract<RsdAnswer, { kind: 'list' }>;

function readFault(answer: Answer, code: string): Verdict {
  const meaning = meaningOf(errors, code);
  const reason = meaning === undefined ? code : `${code}: ${meaning.meaning}`;
  if (meaning?.retry === 'transport') return again('transient', answer, reason);
  return answer.to === 'message' ? { verdict: 'rejected', reason } : again('ambiguous', answer, reason);
}

function readList(answer: Answer, told: Told): Verdict {
  const sent = readRsdRequest(answer.sent);
  if (sent === undefined || answer.status >= 300)
    return again('ambiguous', answer, 'cannot be held against what was sent');
  if (told.service !== sent.service) return again('ambiguous', answer, `it is of ${told.service}`);
  return judgeList(sent.packs, told.packs, sent.isOfLot);
}

function readStates(answer: Answer, told: Told): Verdict {
  const sent = readRsdRequest(answer.sent);
  if (told.service !== 'CheckStatusService') return again('ambiguous', answer, `it is of ${told.service}`);
  if (sent === undefined) return again('ambiguous', answer, 'cannot be held against what was sent');
  return judgeStates(sent.packs, told.packs, sent.isOfLot, statesOf(sent.service));
}
