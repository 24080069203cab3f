import * as v from 'valibot';
import { isRefusal } from '#shared/refusal.ts';
import { addressEntries, pollEntry } from '../address.ts';
import type { Health, Label, Printer, PrinterStatus, PrintJob } from '../device.ts';
import { DeviceFault } from '../device-fault.ts';
import { Dialogue } from '../dialogue.ts';
import { driver } from '../driver.ts';
import { inTurn } from '../in-turn.ts';
import { limited } from '../limited.ts';
import { pause } from '../pause.ts';
import { readShape } from '../read-shape.ts';
import { fillJobFields, itemOnly, type JobFields, orRejected, readJobFields } from './job-fields.ts';
import {
  CLEAR_FAULTS,
  type CoderStatus,
  coderState,
  cutAnswer,
  errorState,
  GET_STATUS,
  RESET,
  selectJob,
  setState,
  updateFields,
} from './videojet-text.ts';

const shape = v.strictObject({
  ...addressEntries,
  port: v.optional(addressEntries.port, 3_003),
  pollMs: pollEntry,
  /** How long the coder may take to start up or to stand still. */
  stateMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(600_000)), 30_000),
  /** What the job's code field takes for FNC1; without it a `{code}` that has a separator is refused. */
  fnc1: v.optional(v.pipe(v.string(), v.nonEmpty())),
});
type VideojetAddress = v.InferOutput<typeof shape>;

/** How long the coder is left alone between two looks at a state that has to change. */
const CHANGING_MS = 20;

/** A coder of one message, which it prints on everything that comes by until it is told another. */
class VideojetCoder implements Printer {
  readonly holds = 1;
  readonly #at: VideojetAddress;
  readonly #dialogue: Dialogue;
  readonly #doing = inTurn();
  #job: { readonly name: string; readonly fields: JobFields } | undefined;
  /** It stands still because this driver told it to, so that it cannot print an old message; the next print lets it run. */
  #parked = false;
  /** Messages told since its batch count was `#countedFrom`. */
  #told = 0;
  #countedFrom = 0;

  constructor(at: VideojetAddress) {
    this.#at = at;
    this.#dialogue = new Dialogue('coder', at, { greeting: RESET, look: (signal) => this.#ask(signal) });
  }

  async #ask(signal: AbortSignal): Promise<CoderStatus> {
    const answer = await this.#dialogue.ask(GET_STATUS, cutAnswer, signal);
    if (typeof answer === 'object' && !isRefusal(answer)) return answer;
    throw this.#dialogue.misunderstood(`it does not tell its state: ${isRefusal(answer) ? answer.detail : answer}`);
  }

  async #order(command: string, what: string, signal: AbortSignal): Promise<void> {
    const answer = await this.#dialogue.ask(command, cutAnswer, signal);
    if (answer === 'ACK') return;
    if (answer === 'ERR') throw new DeviceFault('rejected', `the coder turned down to ${what}`);
    throw this.#dialogue.misunderstood(`no answer to the order to ${what}`);
  }

  /** Has it stand still; one that is shut down is left so unless it is to start. Answers the state it came to. */
  async #park(start: boolean, signal: AbortSignal): Promise<CoderStatus> {
    return await limited(this.#at.stateMs, signal, 'to stand still', async (limit) => {
      for (;;) {
        const status = await this.#ask(limit);
        const { state, batch } = status;
        if (state === coderState.offline || (state === coderState.shutDown && !start)) {
          this.#parked = true;
          this.#told = 0;
          this.#countedFrom = batch;
          return status;
        }
        if (state === coderState.running) await this.#order(setState(coderState.offline), 'go offline', limit);
        if (state === coderState.shutDown) await this.#order(setState(coderState.startUp), 'start up', limit);
        await pause(CHANGING_MS, limit);
        limit.throwIfAborted();
      }
    });
  }

  async select(job: PrintJob, signal: AbortSignal): Promise<void> {
    await this.#doing(async () => {
      signal.throwIfAborted();
      const command = orRejected(selectJob(job.name));
      const fields = orRejected(readJobFields(job.fields));
      orRejected(updateFields(Object.keys(job.fields).map((name) => [name, ''])));
      this.#dialogue.requireUp();
      this.#job = undefined;
      const { error } = await this.#park(true, signal);
      if (error === errorState.faults) await this.#order(CLEAR_FAULTS, 'clear its faults', signal);
      await this.#order(command, `select job ${job.name}`, signal);
      const { job: selected } = await this.#park(true, signal);
      if (selected !== job.name)
        throw new DeviceFault('rejected', `job ${job.name}: the coder has ${selected || 'none'}`);
      this.#job = { name: job.name, fields };
    });
  }

  cannotTake(job: PrintJob | undefined): string | undefined {
    if (job === undefined) return 'this coder prints by a job that is stored in it, and the recipe names none';
    const problem = [selectJob(job.name), readJobFields(job.fields)].find((one) => isRefusal(one));
    return problem !== undefined && isRefusal(problem) ? problem.detail : undefined;
  }

  async print(label: Label, signal: AbortSignal): Promise<void> {
    await this.#doing(async () => {
      signal.throwIfAborted();
      this.#dialogue.requireUp();
      const job = this.#job;
      if (job === undefined) throw new DeviceFault('rejected', 'no job was selected on the coder');
      const values = orRejected(fillJobFields(job.fields, itemOnly(label), this.#at.fnc1));
      await this.#order(orRejected(updateFields(values)), 'take a message', signal);
      this.#told += 1;
      if (!this.#parked) return;
      this.#parked = false;
      await this.#order(setState(coderState.running), 'run', signal);
    });
  }

  /** Nothing empties a coder of one message: it is taken offline, and runs again only with a new one. */
  async cancelAll(signal: AbortSignal): Promise<void> {
    await this.#doing(async () => {
      this.#dialogue.requireUp();
      await this.#park(false, signal);
    });
  }

  async status(signal: AbortSignal): Promise<PrinterStatus> {
    this.#dialogue.requireUp();
    const wasParked = this.#parked;
    const { state, error, job, batch } = await this.#ask(signal);
    if (this.#job !== undefined && job !== this.#job.name) {
      throw new DeviceFault('rejected', `the coder has job ${job || 'none'}, not ${this.#job.name}`);
    }
    // It may be let run, or parked, while it is being asked: what it says is then of before.
    const due = [wasParked, this.#parked].map((parked) => (parked ? coderState.offline : coderState.running));
    const standing = due.some((one) => one === state);
    const waiting = Math.min(this.holds, Math.max(0, this.#told - Math.max(0, batch - this.#countedFrom)));
    return {
      waiting,
      bufferFull: waiting >= this.holds,
      // Faults are not told apart by this language.
      paused: !standing || error === errorState.faults,
      paperOut: false,
      ribbonOut: false,
      headOpen: false,
    };
  }

  health(): Health {
    return this.#dialogue.health();
  }

  close(): Promise<void> {
    return this.#dialogue.close();
  }
}

/**
 * Opens a coder that speaks the Videojet text protocol (DataFlex and other CLARiTY coders).
 *
 * @param address `{ host, port = 3003, timeoutMs = 2000, pollMs = 1000, stateMs = 30000, fnc1? }`; a refusal names the
 *   member that is wrong.
 */
export const openVideojetCoder = driver<Printer>((address) => {
  const at = readShape(shape, address);
  return isRefusal(at) ? at : () => new VideojetCoder(at);
});
