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
  readonly right?: string;
  /** Nothing is gathered and confirmed. */
  readonly atOnce?: true;
}

/** What can be done with a scanner. */
export const tasks: Readonly<Record<TaskName, Task>> = {
  receive: { order: 'receipt', flags: ['last'], marks: 'damaged' },
  'put-away': { place: true },
  pick: { order: 'shipment', proposes: true },
  unpack: { container: true, reason: true },
  pack: { flags: ['mixed'] },
  label: { atOnce: true },
  ship: { order: 'shipment', flags: ['partial'] },
  'take-back': { reason: true },
  hold: { signs: true },
  release: { signs: true },
  destroy: { signs: true },
  suspects: { right: 'judge-goods', atOnce: true },
  look: { atOnce: true },
};

export const isTask = (name: string): name is TaskName => name in tasks;
export const taskNames: readonly TaskName[] = Object.keys(tasks).filter(isTask);
