/**
 * The states of ANSI/ISA-TR88.00.02 (PackML) that this line uses. Resetting, Clearing and Aborting take no time here and are
 * left out; Suspended is the machine's own affair.
 */
export type LineState =
  | 'Stopped'
  | 'Idle'
  | 'Starting'
  | 'Execute'
  | 'Holding'
  | 'Held'
  | 'Unholding'
  | 'Completing'
  | 'Complete'
  | 'Stopping'
  | 'Aborted';

/** `done` is PackML's "state complete": what an acting state does has been done. */
export type LineCommand = 'reset' | 'start' | 'hold' | 'unhold' | 'complete' | 'stop' | 'abort' | 'clear' | 'done';

const table: Record<LineState, Partial<Record<LineCommand, LineState>>> = {
  Stopped: { reset: 'Idle', abort: 'Aborted' },
  Idle: { start: 'Starting', stop: 'Stopping', abort: 'Aborted' },
  Starting: { done: 'Execute', hold: 'Holding', stop: 'Stopping', abort: 'Aborted' },
  Execute: { complete: 'Completing', hold: 'Holding', stop: 'Stopping', abort: 'Aborted' },
  Holding: { done: 'Held', stop: 'Stopping', abort: 'Aborted' },
  Held: { unhold: 'Unholding', stop: 'Stopping', abort: 'Aborted' },
  Unholding: { done: 'Execute', hold: 'Holding', stop: 'Stopping', abort: 'Aborted' },
  Completing: { done: 'Complete', stop: 'Stopping', abort: 'Aborted' },
  Complete: { reset: 'Idle', stop: 'Stopping', abort: 'Aborted' },
  Stopping: { done: 'Stopped', abort: 'Aborted' },
  Aborted: { clear: 'Stopped' },
};

/** The state after a command; undefined when the state does not know the command. */
export const nextState = (state: LineState, command: LineCommand): LineState | undefined => table[state][command];
