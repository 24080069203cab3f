import type { Texts } from '../texts/en.ts';

export type TaskName = keyof Texts['warehouse']['tasks'];
export type OrderKind = keyof Texts['warehouse']['order'];
type Flag = 'last' | 'mixed' | 'partial';

/** What a task needs beside what is scanned. */
export interface Task {
  readonly order?: OrderKind;
  readonly place?: true;
  readonly container?: true;
  readonly reason?: true;
  readonly flags?: readonly Flag[];
  /** What single things that were scanned may be marked as. */
  readonly marks?: 'damaged';
  /** Signed for. */
  readonly signs?: true;
  /** The agent tells what to take. */
  readonly proposes?: true;
  /** Who may do it, by the table of `edge-agent/people/rights.ts`. */
  readonly right: string;
  /** Nothing is gathered and confirmed. */
  readonly atOnce?: true;
}

/** What can be done with a scanner. */
export const tasks: Readonly<Record<TaskName, Task>> = {
  receive: { right: 'warehouse', order: 'receipt', flags: ['last'], marks: 'damaged' },
  'put-away': { right: 'warehouse', place: true },
  pick: { right: 'warehouse', order: 'shipment', proposes: true },
  unpack: { right: 'warehouse', container: true, reason: true },
  pack: { right: 'warehouse', flags: ['mixed'] },
  label: { right: 'warehouse', atOnce: true },
  ship: { right: 'warehouse', order: 'shipment', flags: ['partial'] },
  'take-back': { right: 'warehouse', reason: true },
  hold: { right: 'judge-goods', signs: true },
  release: { right: 'judge-goods', signs: true },
  destroy: { right: 'destroy', signs: true },
  suspects: { right: 'judge-goods', atOnce: true },
  look: { right: 'look-up-goods', atOnce: true },
};

export const isTask = (name: string): name is TaskName => name in tasks;
export const taskNames: readonly TaskName[] = Object.keys(tasks).filter(isTask);
