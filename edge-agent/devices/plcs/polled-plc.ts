import * as v from 'valibot';
import type { Fate, Health, Plc, PlcStatus, SequenceRange, Verdict } from '../device.ts';
import { DeviceFault } from '../device-fault.ts';
import { healthFrom } from '../health-from.ts';
import { inTurn } from '../in-turn.ts';
import { limited } from '../limited.ts';
import { pauseAfter } from '../link.ts';
import { pause } from '../pause.ts';
import { fatesSince } from './fates-since.ts';
import { commands, HEARTBEAT_MS, MAP_VERSION } from './register-map.ts';
import type { Station, StationImage } from './station.ts';

const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(600_000));

/** Members of an address that every PLC driver understands. */
export const pollingEntries = {
  pollMs: v.optional(milliseconds, 20),
  /** How long the belt may take to run the zone empty. */
  purgeTimeoutMs: v.optional(milliseconds, 60_000),
  /** Rejects in a row after which the PLC stops the infeed by itself; 0 for never. Left out, it keeps the limit it has. */
  rejectLimit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff))),
  /** The last trigger whose fate is known from before. Without it, only fates after the first connection are told. */
  afterFate: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
};
type Polling = v.InferOutput<v.ObjectSchema<typeof pollingEntries, undefined>> & {
  readonly host: string;
  readonly port: number;
};

/**
 * A PLC that is looked at again and again through one connection, made anew whenever it is lost. Fates come out of the
 * ring by its counter, so that none is lost or told twice between two looks; nothing depends on the PLC calling.
 */
export class PolledPlc implements Plc {
  readonly #at: Polling;
  readonly #connect: (signal: AbortSignal) => Promise<Station>;
  readonly #closing = new AbortController();
  readonly #fateListeners: ((fate: Fate) => void)[] = [];
  readonly #unknownListeners: ((range: SequenceRange) => void)[] = [];
  readonly #releasing = inTurn();
  readonly #running: Promise<void>;
  #station: Station | undefined;
  #health: Health = 'connecting';
  #trouble = '';
  #failures = 0;
  /** The newest trigger whose fate was told, and the newest seen at the camera. */
  #told: number | undefined;
  #triggers = 0;
  /** The total released; undefined while only the PLC knows whether the last write arrived. */
  #released: number | undefined;
  #command = 0;
  #renumbered = false;
  #plcBeat = { value: -1, at: 0 };
  #ownBeat = { value: 0, at: 0 };

  /** @param connect makes a connection; what it throws but a `DeviceFault` is a fault of ours */
  constructor(at: Polling, connect: (signal: AbortSignal) => Promise<Station>) {
    this.#at = at;
    this.#connect = connect;
    this.#told = at.afterFate;
    this.#running = this.#run();
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted && !this.#renumbered) {
      try {
        await this.#session(signal);
      } catch (fault) {
        // Anything but a fault of the device is a fault of ours, such as a listener that throws: not to be hidden.
        if (!(fault instanceof DeviceFault) && !signal.aborted) throw fault;
        if (fault instanceof DeviceFault) {
          this.#health = healthFrom(fault);
          this.#trouble = `: ${fault.message}`;
        }
      }
      await pause(pauseAfter(this.#failures), signal);
      this.#failures += 1;
    }
  }

  async #session(signal: AbortSignal): Promise<void> {
    const station = await this.#connect(signal);
    this.#released = undefined;
    try {
      const { commandDone } = await this.#look(station, signal);
      this.#command = commandDone;
      this.#station = station;
      if (this.#at.rejectLimit !== undefined) await station.limitRejects(this.#at.rejectLimit, signal);
      while (!signal.aborted) {
        await this.#beat(station, signal);
        await pause(this.#at.pollMs, signal);
        await this.#look(station, signal);
      }
    } finally {
      this.#station = undefined;
      this.#health = 'connecting';
      await station.close();
    }
  }

  async #beat(station: Station, signal: AbortSignal): Promise<void> {
    const now = performance.now();
    if (now - this.#ownBeat.at < HEARTBEAT_MS / 3) return;
    this.#ownBeat = { value: (this.#ownBeat.value + 1) % 0x10000, at: now };
    await station.beat(this.#ownBeat.value, signal);
  }

  /** One look at the PLC, which also tells what is new. */
  async #look(station: Station, signal: AbortSignal): Promise<StationImage> {
    const image = await station.look(this.#told, signal);
    if (image.mapVersion !== MAP_VERSION) {
      throw new DeviceFault('rejected', `the PLC's register map is ${image.mapVersion}, ours is ${MAP_VERSION}`);
    }
    this.#tell(image);
    // An echo may be older than what was written since: it counts only where nothing better is known.
    this.#released ??= image.released;
    this.#triggers = image.triggers;
    this.#health = this.#alive(image.heartbeat) ? 'up' : 'refused';
    if (this.#health === 'up') this.#failures = 0;
    this.#trouble = '';
    return image;
  }

  /** A PLC whose program has stopped still answers; only its heartbeat gives it away. */
  #alive(value: number): boolean {
    const now = performance.now();
    if (value !== this.#plcBeat.value) this.#plcBeat = { value, at: now };
    return now - this.#plcBeat.at < 2 * HEARTBEAT_MS;
  }

  #tell(image: StationImage): void {
    this.#told ??= image.lastFate;
    if (image.lastFate < this.#told || image.triggers < this.#triggers) {
      this.#renumber(this.#told);
    }
    for (const news of fatesSince(this.#told, image)) {
      this.#told = 'sequence' in news ? news.sequence : news.last;
      if ('sequence' in news) for (const listener of this.#fateListeners) listener(news);
      else for (const listener of this.#unknownListeners) listener(news);
    }
  }

  /** Counters that went back belong to another PLC, or one that was reset: its numbers no longer name our cartons. */
  #renumber(told: number): never {
    this.#renumbered = true;
    this.#told = Math.max(told, this.#triggers);
    if (this.#triggers > told) {
      for (const listener of this.#unknownListeners) listener({ first: told + 1, last: this.#triggers });
    }
    throw new DeviceFault('rejected', 'the counters of the PLC went back: it was replaced or reset');
  }

  #up(): Station {
    if (this.#station !== undefined && this.#health === 'up') return this.#station;
    throw new DeviceFault('disconnected', `PLC ${this.#at.host}:${this.#at.port} is ${this.#health}${this.#trouble}`);
  }

  async purge(signal: AbortSignal): Promise<void> {
    const station = this.#up();
    this.#command = (this.#command % 0xffff) + 1;
    const command = this.#command;
    let released: number | undefined;
    try {
      await limited(this.#at.purgeTimeoutMs, signal, 'run the zone empty', async (limit) => {
        await station.command(command, commands.purge, limit);
        while ((await this.#look(station, limit)).commandDone !== command) {
          await pause(this.#at.pollMs, limit);
          limit.throwIfAborted();
        }
        // A look that begins after the purge was done tells the last fate, also where a look is not of one moment:
        // whoever waits for the purge has heard of every carton.
        released = (await this.#look(station, limit)).released;
      });
    } finally {
      this.#released = released;
    }
  }

  async release(count: number, signal: AbortSignal): Promise<void> {
    if (!Number.isInteger(count) || count < 1) throw new DeviceFault('rejected', `cannot release ${count} cartons`);
    await this.#releasing(async () => {
      const station = this.#up();
      const total = (this.#released ?? (await this.#look(station, signal)).released) + count;
      let written: number | undefined;
      try {
        await station.release(total, signal);
        written = total;
      } finally {
        this.#released = written;
      }
    });
  }

  async verdict(sequence: number, verdict: Verdict, signal: AbortSignal): Promise<void> {
    await this.#up().verdict(sequence, verdict, signal);
  }

  async status(signal: AbortSignal): Promise<PlcStatus> {
    const { zone, triggers, passed, rejected, sampled, binConfirmed, ...alarms } = await this.#look(this.#up(), signal);
    const {
      binFull,
      airLow,
      guardOpen,
      estop,
      rejectLimit,
      starved = false,
      blocked = false,
      trackingLost = false,
    } = alarms;
    const counters = { zone, triggers, passed, rejected, sampled, binConfirmed };
    return { ...counters, binFull, airLow, guardOpen, estop, rejectLimit, starved, blocked, trackingLost };
  }

  onFate(listener: (fate: Fate) => void): void {
    this.#fateListeners.push(listener);
  }

  onUnknownFates(listener: (range: SequenceRange) => void): void {
    this.#unknownListeners.push(listener);
  }

  renumbered(): boolean {
    return this.#renumbered;
  }

  health(): Health {
    return this.#health;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }
}
