/**
 * States of ANSI/ISA-TR88.00.02 (PackML) with their numbers (OPC 30050 §6, `StateCurrent`). Other companion specifications number
 * the same names differently.
 */
export const packMlStates = {
  Clearing: 1,
  Stopped: 2,
  Starting: 3,
  Idle: 4,
  Suspended: 5,
  Execute: 6,
  Stopping: 7,
  Aborting: 8,
  Aborted: 9,
  Holding: 10,
  Held: 11,
  Unholding: 12,
  Suspending: 13,
  Unsuspending: 14,
  Resetting: 15,
  Completing: 16,
  Complete: 17,
} as const;
export type PackMlState = keyof typeof packMlStates;

/** Modes of a unit with their numbers (`UnitMode`); users may define others from 4 on. */
export const packMlModes = { Invalid: 0, Produce: 1, Maintenance: 2, Manual: 3 } as const;
export type PackMlMode = keyof typeof packMlModes;

/** Commands with their numbers (`CntrlCmd`). `done` is no command but the event "state complete" (SC). */
export const packMlCommands = {
  reset: 1,
  start: 2,
  stop: 3,
  hold: 4,
  unhold: 5,
  suspend: 6,
  unsuspend: 7,
  abort: 8,
  clear: 9,
  complete: 10,
} as const;
export type PackMlCommand = keyof typeof packMlCommands;
export type PackMlEvent = PackMlCommand | 'done';

type Ways = Partial<Record<PackMlEvent, PackMlState>>;

/** Stop leaves the states that PackML calls Running, abort those that it calls Cleared. */
const running = { stop: 'Stopping', abort: 'Aborting' } as const;

const table: Record<PackMlState, Ways> = {
  Stopped: { reset: 'Resetting', abort: 'Aborting' },
  Resetting: { done: 'Idle', ...running },
  Idle: { start: 'Starting', ...running },
  Starting: { done: 'Execute', hold: 'Holding', ...running },
  Execute: { done: 'Completing', complete: 'Completing', hold: 'Holding', suspend: 'Suspending', ...running },
  Holding: { done: 'Held', ...running },
  Held: { unhold: 'Unholding', ...running },
  Unholding: { done: 'Execute', hold: 'Holding', ...running },
  Suspending: { done: 'Suspended', hold: 'Holding', ...running },
  Suspended: { unsuspend: 'Unsuspending', hold: 'Holding', ...running },
  Unsuspending: { done: 'Execute', hold: 'Holding', ...running },
  Completing: { done: 'Complete', ...running },
  Complete: { reset: 'Resetting', ...running },
  Stopping: { done: 'Stopped', abort: 'Aborting' },
  Aborting: { done: 'Aborted' },
  Aborted: { clear: 'Clearing' },
  Clearing: { done: 'Stopped', abort: 'Aborting' },
};

/** The state after a command or state complete; undefined when the state does not know it, and then nothing changes. */
export const nextState = (state: PackMlState, event: PackMlEvent): PackMlState | undefined => table[state][event];

/** Commands that a state knows, for whoever shows buttons. */
export const commandsOf = (state: PackMlState): PackMlCommand[] =>
  Object.keys(table[state]).filter((event): event is PackMlCommand => event in packMlCommands);

/** A mode may be changed where nothing moves. */
const changesMode: ReadonlySet<PackMlState> = new Set<PackMlState>(['Stopped', 'Idle', 'Aborted']);

/** Whether a unit in that state may be given another mode. */
export const mayChangeMode = (state: PackMlState): boolean => changesMode.has(state);
