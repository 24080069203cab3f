import { isRefusal } from '#shared/refusal.ts';
import type { BatchState } from '../../../store/batches.ts';
import type { ForeignLine, ForeignOrder, LineCounts } from '../foreign-line.ts';
import { type Answer, done, no } from './answer.ts';
import { enums } from './data-types.ts';
import { nameOf, orderOf } from './find-order.ts';
import type { KeyValues } from './words.ts';

type JobState = (typeof enums.JobOrderStateEnum.names)[number];

const states: Readonly<Record<BatchState, JobState>> = {
  created: 'Waiting_1',
  assigned: 'Ready_2',
  clearance: 'Loaded_3',
  running: 'Running_4',
  paused: 'Held_7',
  closing: 'Completed_5',
  closed: 'Closed_9',
  reported: 'Closed_9',
  cancelled: 'Aborted_6',
};

/** A state in the words of JobOrderStateEnum. */
export const stateOf = (state: BatchState): number => enums.JobOrderStateEnum.names.indexOf(states[state]);

const counted = ['commissioned', 'rejected', 'sampled', 'destroyed', 'bundles', 'cases', 'pallets'] as const;

/** The answer to a beginning or an end: JobOrderStateEnum, and open exceptions. */
export interface Ended extends Answer {
  readonly state: number;
  readonly exceptions: readonly number[];
}

/** Begins an order. */
export async function start(line: ForeignLine, id: string, token: string): Promise<Answer | Ended> {
  const found = findOrder(line, id);
  if ('code' in found) return found;
  const begun = await line.begin(nameOf(found), token);
  if (isRefusal(begun)) return no(begun.at === '/token' ? 'InvalidRequestToken' : 'InvalidSelectionCriteria', begun);
  return { ...done, state: stateOf(begun.state), exceptions: begun.exceptions };
}

/** Ends an order, with what the line counted itself. */
export async function finish(line: ForeignLine, id: string, said: KeyValues, token: string): Promise<Answer | Ended> {
  const found = findOrder(line, id);
  if ('code' in found) return found;
  const counts = countsOf(said);
  if ('code' in counts) return counts;
  const ended = await line.finish({ order: nameOf(found), token, counts });
  if (isRefusal(ended)) return no(ended.at === '/token' ? 'InvalidRequestToken' : 'InvalidSelectionCriteria', ended);
  const problems = ended.exceptions.map((one) => `exception ${one} is open: people resolve it at the site`);
  return { code: 'NoError', problems, state: stateOf(ended.state), exceptions: ended.exceptions };
}

/** The order by its id; also one that is closed, of which an end is said again. */
function findOrder(line: ForeignLine, id: string): ForeignOrder | Answer {
  const open = orderOf(line, id === '' ? {} : { OrderID: id }, '/OrderID');
  if (!isRefusal(open)) return open;
  return (
    line.orders().find((one) => id === one.order.order || id === nameOf(one)) ?? no('InvalidSelectionCriteria', open)
  );
}

function countsOf(said: KeyValues): LineCounts | Answer {
  const counts: Partial<Record<(typeof counted)[number], number>> = {};
  for (const { key, value } of said) {
    const name = counted.find((one) => one === key.toLowerCase());
    if (name === undefined || !/^\d{1,9}$/.test(value))
      return no('InvalidSelectionCriteria', `/Counts: ${key.slice(0, 40)} is no count; they are ${counted.join(', ')}`);
    counts[name] = Number(value);
  }
  return counts;
}
