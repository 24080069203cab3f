import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { Health, Label, Printer, PrinterStatus, PrintJob } from '../device.ts';
import { DeviceFault } from '../device-fault.ts';
import { Dialogue } from '../dialogue.ts';
import { driver } from '../driver.ts';
import { inTurn } from '../in-turn.ts';
import { readShape } from '../read-shape.ts';
import { fillJobFields, itemOnly, type JobFields, orRejected, readJobFields } from './job-fields.ts';
import { cutText, cutVerdict, type TemplateAddress, templateAddress } from './template-address.ts';
import { writeFrame, writeSelect } from './template-frame.ts';

/** The fields of a job that counts its variables `1`, `2`, …; a job without fields has those of the address. */
function numberedFields(named: PrintJob['fields'], usual: readonly string[]): JobFields | Refusal {
  const given = Object.keys(named);
  if (given.length === 0) return numberedFields(Object.fromEntries(usual.map((text, at) => [`${at + 1}`, text])), []);
  const stranger = given.find((name) => !/^[1-9]\d?$/.test(name) || Number(name) > given.length);
  if (stranger !== undefined) {
    return refuse('malformed', `${stranger} is not one of the variables 1 to ${given.length}`, {
      at: `/fields/${stranger}`,
      remedy: 'Number the fields from 1, in the order of the coder’s variables.',
    });
  }
  const read = readJobFields(named);
  if (isRefusal(read)) return read;
  return new Map([...read].toSorted(([one], [other]) => Number(one) - Number(other)));
}

/** A coder that takes a message's variables in a frame which its address describes. */
class TemplateCoder implements Printer {
  readonly holds: number;
  readonly #at: TemplateAddress;
  readonly #dialogue: Dialogue;
  readonly #doing = inTurn();
  #fields: JobFields;
  /** Stopped by this driver, so that it cannot print an old message; the next print lets it go on. */
  #parked = false;
  #told = 0;

  constructor(at: TemplateAddress, fields: JobFields) {
    const { status } = at;
    this.#at = at;
    this.holds = at.holds;
    this.#fields = fields;
    const look = (signal: AbortSignal) => (status === undefined ? Promise.resolve('') : this.#ask(status, signal));
    this.#dialogue = new Dialogue('coder', at, { look: status === undefined ? undefined : look });
  }

  #ask({ command, ends }: NonNullable<TemplateAddress['status']>, signal: AbortSignal): Promise<string> {
    return this.#dialogue.ask(command, cutText(ends), signal);
  }

  async #order(text: string, what: string, signal: AbortSignal): Promise<void> {
    if (this.#at.ack === undefined) return await this.#dialogue.tell(text, signal);
    const answer = await this.#dialogue.ask(text, cutVerdict(this.#at), signal);
    if (answer === 'nak') throw new DeviceFault('rejected', `the coder turned down to ${what}`);
  }

  /** Sees to it that what it holds is on no carton any more. */
  async #silence(signal: AbortSignal): Promise<void> {
    const { cancel, resume, blank } = this.#at;
    if (cancel !== undefined) {
      await this.#order(cancel, 'cancel', signal);
      this.#parked = resume !== undefined;
    } else {
      const blanks = [...this.#fields.keys()].map(() => blank);
      await this.#order(orRejected(writeFrame(blanks, this.#at)), 'take a blank message', signal);
    }
    this.#told = 0;
  }

  cannotTake(job: PrintJob | undefined): string | undefined {
    if (job === undefined) return undefined;
    const { select, fields } = this.#at;
    if (job.name !== '' && select === undefined)
      return `job ${job.name}: the address has no command that selects a job`;
    const read = numberedFields(job.fields, fields);
    return isRefusal(read) ? read.detail : undefined;
  }

  async select(job: PrintJob, signal: AbortSignal): Promise<void> {
    await this.#doing(async () => {
      signal.throwIfAborted();
      const { select, fields, cancel } = this.#at;
      const read = orRejected(numberedFields(job.fields, fields));
      if (job.name !== '' && select === undefined) {
        throw new DeviceFault('rejected', `job ${job.name}: the address has no command that selects a job`);
      }
      const command = job.name === '' ? undefined : orRejected(writeSelect(select ?? '', job.name, this.#at));
      this.#dialogue.requireUp();
      // A job brings its own values, so what is not stopped is blanked when it is there.
      if (cancel !== undefined) await this.#silence(signal);
      if (command !== undefined) await this.#order(command, `select job ${job.name}`, signal);
      this.#fields = read;
      if (cancel === undefined) await this.#silence(signal);
    });
  }

  async print(label: Label, signal: AbortSignal): Promise<void> {
    await this.#doing(async () => {
      signal.throwIfAborted();
      this.#dialogue.requireUp();
      const { fnc1, resume } = this.#at;
      const values = orRejected(fillJobFields(this.#fields, itemOnly(label), fnc1));
      await this.#order(orRejected(writeFrame([...values.values()], this.#at)), 'take a message', signal);
      this.#told += 1;
      if (!this.#parked || resume === undefined) return;
      this.#parked = false;
      await this.#order(resume, 'go on printing', signal);
    });
  }

  async cancelAll(signal: AbortSignal): Promise<void> {
    await this.#doing(async () => {
      this.#dialogue.requireUp();
      await this.#silence(signal);
    });
  }

  async status(signal: AbortSignal): Promise<PrinterStatus> {
    this.#dialogue.requireUp();
    const { status } = this.#at;
    // It may be let go on while it is being asked: what it says is then of before.
    const wasParked = this.#parked;
    const says = status === undefined ? '' : await this.#ask(status, signal);
    const counted = Number(status?.waiting?.exec(says)?.[1] ?? Number.NaN);
    // Who does not count them may still hold as many as it was given.
    const waiting = Number.isFinite(counted) ? counted : Math.min(this.holds, this.#told);
    return {
      waiting,
      bufferFull: waiting >= this.holds,
      paused: status !== undefined && !wasParked && !this.#parked && !status.ready.test(says),
      paperOut: status?.paperOut?.test(says) ?? false,
      ribbonOut: status?.ribbonOut?.test(says) ?? false,
      headOpen: status?.headOpen?.test(says) ?? false,
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
 * Opens a coder that takes the variables of a message over TCP, in a frame that the address describes.
 *
 * @param address `TemplateAddress` (`template-address.ts`); a refusal names the member that is wrong.
 */
export const openTemplateCoder = driver<Printer>((address) => {
  const at = readShape(templateAddress, address);
  if (isRefusal(at)) return at;
  const fields = numberedFields({}, at.fields);
  return isRefusal(fields) ? fields : () => new TemplateCoder(at, fields);
});
