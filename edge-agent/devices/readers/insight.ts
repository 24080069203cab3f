import * as v from 'valibot';
import { isRefusal } from '#shared/refusal.ts';
import { addressEntries, milliseconds, pollEntry } from '../address.ts';
import type { Health, LayerReader, Reader, ReaderOf } from '../device.ts';
import { DeviceFault } from '../device-fault.ts';
import { type Driver, driver } from '../driver.ts';
import { limited } from '../limited.ts';
import { pause } from '../pause.ts';
import { readShape } from '../read-shape.ts';
import { type Numbered, ResultChannel } from './insight-results.ts';
import { nativeStatus, sameJob } from './native-mode.ts';
import { NativeSession } from './native-session.ts';
import { type ResultFormat, readLayerResult, readResult } from './result.ts';

const shape = v.strictObject({
  ...addressEntries,
  port: v.optional(addressEntries.port, 23),
  /** Where the job's TCP server listens, to which it writes its results. */
  resultsPort: v.optional(addressEntries.port, 3_000),
  pollMs: pollEntry,
  user: v.optional(v.pipe(v.string(), v.regex(/^[ -~]+$/, 'expected a name')), 'admin'),
  password: v.optional(v.pipe(v.string(), v.regex(/^[ -~]*$/, 'expected printable ASCII')), ''),
  /** The cell in which the job counts triggers, such as `C007`; without it a results connection that died unnoticed stays unnoticed. */
  counterCell: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]\d{3}$/, 'expected a cell such as C007'))),
  /** How long loading a job may take. */
  loadMs: v.optional(milliseconds(10), 30_000),
});
type InSightAddress = v.InferOutput<typeof shape>;

class InSightReader<R extends Numbered> implements ReaderOf<R> {
  readonly #at: InSightAddress;
  readonly #native: NativeSession;
  readonly #results: ResultChannel<R>;
  readonly #listeners: ((read: R) => void)[] = [];
  #job: string | undefined;
  #loading = false;

  constructor(at: InSightAddress, format: ResultFormat<R>) {
    this.#at = at;
    this.#native = new NativeSession(at, (session) => this.#attend(session));
    this.#results = new ResultChannel({ ...at, port: at.resultsPort }, format, (read) => {
      for (const listener of this.#listeners) listener(read);
    });
  }

  /** As long as this session lasts, asks again and again: only an answer proves that the camera is still there. */
  #attend(session: AbortSignal): void {
    const attend = async () => {
      // A camera that was switched off may have come back with its start-up job.
      if (this.#job !== undefined) await this.#load(this.#job, session);
      // A `select` that was cut short has left it offline. Where a person holds it there, this changes nothing.
      else await this.#native.status('SO1', session);
      while (!session.aborted) {
        if (!this.#loading) await this.#look(session);
        await pause(this.#at.pollMs, session);
      }
    };
    attend().catch((fault: unknown) => {
      if (session.aborted) return;
      this.#native.drop(fault instanceof DeviceFault && fault.kind === 'rejected' ? 'misconfigured' : 'refused');
    });
  }

  async #look(session: AbortSignal): Promise<void> {
    const online = await this.#native.status('GO', session);
    // An offline camera answers every question and looks at no carton.
    if (!this.#loading) this.#native.judge(online === 1 ? 'up' : 'misconfigured');
    const { counterCell } = this.#at;
    if (counterCell === undefined) return;
    const { status, value } = await this.#native.get(`GV${counterCell}`, session);
    const count = Number(value);
    if (status !== 1 || !Number.isInteger(count)) {
      throw new DeviceFault(
        'rejected',
        `${counterCell}: ${status === 1 ? `${value} is no count` : nativeStatus(status)}`,
      );
    }
    if (!this.#loading) this.#results.compare(count);
  }

  async select(job: string | undefined, signal: AbortSignal): Promise<void> {
    if (job === undefined) return;
    if (!/^[\w.\-/ ]{1,64}$/.test(job)) throw new DeviceFault('rejected', `${JSON.stringify(job)} is no name of a job`);
    await this.#load(job, signal);
    this.#job = job;
  }

  /** Loads a job, for which the camera has to be offline, and puts it online again whatever came of it. */
  async #load(job: string, signal: AbortSignal): Promise<void> {
    this.#loading = true;
    try {
      await limited(this.#at.loadMs, signal, `job ${job}`, async (limit) => {
        await this.#native.set('SO0', limit);
        const loaded = await this.#native.status(`LF${job}`, limit, this.#at.loadMs);
        await this.#native.set('SO1', limit);
        if (loaded !== 1) throw new DeviceFault('rejected', `job ${job}: ${nativeStatus(loaded)}`);
        const { value = '' } = await this.#native.get('GF', limit);
        if (!sameJob(value, job))
          throw new DeviceFault('rejected', `job ${job}: the camera runs ${value || 'another'}`);
      });
    } finally {
      this.#loading = false;
    }
  }

  onRead(listener: (read: R) => void): void {
    this.#listeners.push(listener);
  }

  health(): Health {
    const native = this.#native.health();
    return native === 'up' ? this.#results.health() : native;
  }

  async close(): Promise<void> {
    await Promise.all([this.#native.close(), this.#results.close()]);
  }
}

const openInSight = <R extends Numbered>(format: ResultFormat<R>) =>
  driver<ReaderOf<R>>((address) => {
    const at = readShape(shape, address);
    return isRefusal(at) ? at : () => new InSightReader(at, format);
  });

/**
 * Opens a Cognex In-Sight in native mode. The trigger is a wire; the job writes its results to a TCP server of its own, in the
 * format `readResult` tells: asking for them in native mode would lose some and see others twice.
 *
 * @param address `{ host, port = 23, resultsPort = 3000, user = 'admin', password = '', counterCell?, timeoutMs = 2000, pollMs = 1000,
 * loadMs = 30000 }`; a refusal names the wrong member.
 */
export const openInSightReader: Driver<Reader> = openInSight(readResult);

/** Opens an In-Sight that reads many codes in one picture; its results have the format `readLayerResult` tells. */
export const openInSightLayerReader: Driver<LayerReader> = openInSight(readLayerResult);
