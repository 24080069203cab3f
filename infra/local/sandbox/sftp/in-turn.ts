import { setTimeout } from 'node:timers/promises';
import type { SFTPWrapper } from 'ssh2';
import type { FaultKind, FaultPlan } from '../faults.ts';
import { code, saidFor, saidOf } from './codes.ts';

/** Operations that faults are planned by, beside `hello` and `login`. */
export const operations = ['list', 'open', 'read', 'write', 'look', 'rename', 'remove', 'make'] as const;
export type Operation = (typeof operations)[number];

export interface Line {
  readonly sftp: SFTPWrapper;
  readonly faults: FaultPlan;
  /** Breaks the connection. */
  readonly cut: () => void;
}

/** Sends an answer that is ready. */
export type Reply = () => void;

/** Does what is asked; what it throws is an error of the file system. */
type Work = (fault: FaultKind | undefined) => Reply;

export type Take = (operation: Operation | undefined, id: number, work: Work) => void;

/** Answers requests one after the other, in the order in which they came, with planned misbehaviour. Without an operation, no fault strikes a request. */
export function inTurn(line: Line): Take {
  let before: Promise<void> = Promise.resolve();
  return (operation, id, work) => {
    // What cannot be answered has nobody left to hear it.
    before = before.then(() => answer(line, operation, id, work)).catch(line.cut);
  };
}

async function answer({ sftp, faults, cut }: Line, operation: Operation | undefined, id: number, work: Work) {
  const fault = operation && faults(operation);
  if (fault?.kind === 'refuse') return cut();
  if (fault?.kind === 'slow') await setTimeout(fault.ms);
  const said = fault?.kind === 'status' ? saidFor(fault.status) : undefined;
  if (said !== undefined) return sftp.status(id, said.code, said.message);
  try {
    const reply = work(fault);
    if (fault?.kind === 'no-answer') cut();
    else reply();
  } catch (error) {
    const { code: status, message } = saidOf(error);
    sftp.status(id, status, message);
  }
}

/** The answer to what was done and has nothing to tell. */
export const ok =
  ({ sftp }: Pick<Line, 'sftp'>, id: number): Reply =>
  () =>
    sftp.status(id, code.ok);
