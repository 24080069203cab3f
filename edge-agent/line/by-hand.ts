import { commandsOf, mayChangeMode, type PackMlCommand, type PackMlState } from '#shared/line/packml.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { OpenAlarm } from '../store/alarms.ts';
import type { Control } from '../store/controls.ts';
import type { Awaited } from './awaited.ts';
import type { Run, RunNeeds } from './run.ts';
import { shortageOf } from './shortage.ts';
import type { UnitState } from './unit-state.ts';

/** What people command; a line suspends and goes on by itself. `complete` ends a batch before its quantity is printed. */
export const personsCommands = ['reset', 'start', 'hold', 'unhold', 'stop', 'abort', 'clear', 'complete'] as const;
export type PersonsCommand = (typeof personsCommands)[number];

interface Hand {
  readonly unit: UnitState;
  readonly control: Control;
  readonly needs: RunNeeds;
  readonly run: Run | undefined;
  /** Alarms that stop the line and that nobody has acknowledged. */
  readonly stopping: readonly OpenAlarm[];
  readonly awaited: () => Awaited | undefined;
  /** Keeps where the line stands by hand. */
  readonly keep: (stands: Control['stands']) => void;
  /** Breaks off whatever moves. */
  readonly halt: () => void;
  readonly who: string;
}

/** Does what a person commands, or says why not and what to do first. */
export function byHand(command: PersonsCommand, hand: Hand): Refusal | undefined {
  const { state } = hand.unit;
  if (!commandsOf(state).includes(command)) {
    const known = commandsOf(state).filter((one) => isPersons(one));
    return refuse('conflict', `a line that is ${state} cannot ${command}`, {
      rule: 'ANSI/ISA-TR88.00.02',
      remedy: known.length === 0 ? 'Wait until it is done.' : `It knows ${known.join(', ')} now.`,
    });
  }
  return does[command](hand);
}

/** Why a line in that state may not be given another mode; undefined when it may. */
export function modeRefused(state: PackMlState): Refusal | undefined {
  if (mayChangeMode(state)) return undefined;
  return refuse('conflict', `the line is ${state}`, {
    rule: 'ANSI/ISA-TR88.00.02: a mode changes where nothing moves',
    remedy: 'Stop the line first.',
  });
}

/** What may be commanded in a state and is not refused at once: no going on before the alarms are dealt with, no start without a batch. */
export function possibleCommands(state: PackMlState, stops: boolean, hasNext: boolean): PersonsCommand[] {
  const known = commandsOf(state);
  const refused: readonly PersonsCommand[] = [
    ...(stops ? (['unhold', 'clear', 'start'] as const) : []),
    ...(hasNext ? [] : (['start'] as const)),
  ];
  return personsCommands.filter((command) => known.includes(command) && !refused.includes(command));
}

const isPersons = (command: PackMlCommand): boolean => personsCommands.some((one) => one === command);

const does: Record<PersonsCommand, (hand: Hand) => Refusal | undefined> = {
  reset: ({ unit }) => moved(unit.take('reset')),
  start: (hand) => startRefused(hand) ?? goOn(hand, 'start'),
  unhold: (hand) => alarmsRefused(hand) ?? goOn(hand, 'unhold'),
  clear: (hand) => alarmsRefused(hand) ?? moved(hand.unit.take('clear')),
  hold: (hand) => stand(hand, 'Held', () => hand.unit.take('hold')),
  stop: (hand) => stand(hand, 'Stopped', () => hand.unit.take('stop')),
  abort: (hand) => stand(hand, 'Stopped', () => hand.halt()),
  complete: ({ run, who }) => {
    if (run?.batch.state === 'closing')
      return refuse('conflict', 'the batch is being ended already', { remedy: 'See what it waits for.' });
    if (run?.batch.state !== 'running')
      return refuse('conflict', 'no batch is running', { remedy: 'Start one first.' });
    run.cutShort(who);
    return undefined;
  },
};

/** Whatever becomes of the record, the line stands first. */
function stand({ keep }: Hand, where: 'Held' | 'Stopped', act: () => unknown): undefined {
  act();
  keep(where);
}

/** What lets a line go on is on disk before it does. */
function goOn({ keep, unit }: Hand, command: 'start' | 'unhold'): undefined {
  keep(undefined);
  unit.take(command);
}

const moved = (_: boolean): undefined => undefined;

function alarmsRefused({ stopping: [first] }: Hand): Refusal | undefined {
  if (first === undefined) return undefined;
  return refuse('conflict', `${first.code} waits: ${first.detail}`, {
    remedy: 'Deal with the alarms and acknowledge them.',
  });
}

function startRefused(hand: Hand): Refusal | undefined {
  const { control, needs } = hand;
  if (control.mode !== 'Produce') {
    return refuse('conflict', `the line is in ${control.mode}`, { remedy: 'Put it into Produce first.' });
  }
  const batch = needs.batches.next(needs.line);
  if (batch === undefined) {
    return refuse('conflict', 'there is no batch to start', { remedy: 'Wait until an order has its numbers.' });
  }
  const list = hand.awaited()?.clearance;
  if (list?.phase === 'before') {
    return refuse('conflict', `batch ${batch.batch} waits for line clearance`, {
      rule: 'EU GMP Part I §5.45',
      remedy: `Check and sign: ${list.items.join('; ')}.`,
    });
  }
  const short = shortageOf(needs, batch);
  if (short === undefined) return alarmsRefused(hand);
  return refuse('conflict', short.words, {
    remedy: 'See that the cloud is connected and wait until the numbers are here.',
  });
}
