import * as v from 'valibot';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { addressEntries } from '../address.ts';
import type { Fate, Health, Plc, PlcStatus, SequenceRange, Verdict } from '../device.ts';
import { DeviceFault } from '../device-fault.ts';
import { inTurn } from '../in-turn.ts';
import { limited } from '../limited.ts';
import { healthAfter, pauseAfter } from '../link.ts';
import { pause } from '../pause.ts';
import { readShape } from '../read-shape.ts';
import { fatesSince } from './fates-since.ts';
import {
  agentRegisters,
  commands,
  HEARTBEAT_MS,
  MAP_VERSION,
  PLC_WORDS,
  type PlcImage,
  readPlcImage,
  VERDICT_SLOTS,
  verdictCodes,
  writeLong,
} from './register-map.ts';
import { connectRegisters, type Registers } from './registers.ts';

const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(600_000));
const shape = v.strictObject({
  ...addressEntries,
  port: v.optional(addressEntries.port, 502),
  pollMs: v.optional(milliseconds, 20),
  /** How long the belt may take to run the zone empty. */
  purgeTimeoutMs: v.optional(milliseconds, 60_000),
  unit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255)), 1),
  /** The last trigger whose fate is known from before. Without it, only fates after the first connection are told. */
  afterFate: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});
type ModbusAddress = v.InferOutput<typeof shape>;

const codeOf = (cause: unknown) =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;

function healthFrom({ kind, cause }: DeviceFault): Health {
  if (kind === 'disconnected') return healthAfter(codeOf(cause));
  return kind === 'timeout' ? 'refused' : 'misconfigured';
}

class ModbusPlc implements Plc {
  readonly #at: ModbusAddress;
  readonly #closing = new AbortController();
  readonly #fateListeners: ((fate: Fate) => void)[] = [];
  readonly #unknownListeners: ((range: SequenceRange) => void)[] = [];
  readonly #releasing = inTurn();
  readonly #running: Promise<void>;
  #registers: Registers | undefined;
  #health: Health = 'connecting';
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

  constructor(at: ModbusAddress) {
    this.#at = at;
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
        if (fault instanceof DeviceFault) this.#health = healthFrom(fault);
      }
      await pause(pauseAfter(this.#failures), signal);
      this.#failures += 1;
    }
  }

  async #session(signal: AbortSignal): Promise<void> {
    const registers = await connectRegisters(this.#at, signal);
    this.#released = undefined;
    try {
      const { commandDone } = await this.#look(registers, signal);
      this.#command = commandDone;
      this.#registers = registers;
      while (!signal.aborted) {
        await this.#beat(registers, signal);
        await pause(this.#at.pollMs, signal);
        await this.#look(registers, signal);
      }
    } finally {
      this.#registers = undefined;
      this.#health = 'connecting';
      registers.close();
    }
  }

  async #beat(registers: Registers, signal: AbortSignal): Promise<void> {
    const now = performance.now();
    if (now - this.#ownBeat.at < HEARTBEAT_MS / 3) return;
    this.#ownBeat = { value: (this.#ownBeat.value + 1) % 0x10000, at: now };
    await registers.write(agentRegisters.heartbeat, [this.#ownBeat.value], signal);
  }

  /** One look at the PLC, which also tells what is new. */
  async #look(registers: Registers, signal: AbortSignal): Promise<PlcImage> {
    const image = readPlcImage(await registers.read(0, PLC_WORDS, signal));
    if (image.mapVersion !== MAP_VERSION) {
      throw new DeviceFault('rejected', `the PLC's register map is ${image.mapVersion}, ours is ${MAP_VERSION}`);
    }
    this.#tell(image);
    // An echo may be older than what was written since: it counts only where nothing better is known.
    this.#released ??= image.released;
    this.#triggers = image.triggers;
    this.#health = this.#alive(image.heartbeat) ? 'up' : 'refused';
    if (this.#health === 'up') this.#failures = 0;
    return image;
  }

  /** A PLC whose program has stopped still answers; only its heartbeat gives it away. */
  #alive(value: number): boolean {
    const now = performance.now();
    if (value !== this.#plcBeat.value) this.#plcBeat = { value, at: now };
    return now - this.#plcBeat.at < 2 * HEARTBEAT_MS;
  }

  #tell(image: PlcImage): void {
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

  #up(): Registers {
    if (this.#registers !== undefined && this.#health === 'up') return this.#registers;
    throw new DeviceFault('disconnected', `PLC ${this.#at.host}:${this.#at.port} is ${this.#health}`);
  }

  async purge(signal: AbortSignal): Promise<void> {
    const registers = this.#up();
    this.#command = (this.#command % 0xffff) + 1;
    const command = this.#command;
    let released: number | undefined;
    try {
      await limited(this.#at.purgeTimeoutMs, signal, 'run the zone empty', async (limit) => {
        await registers.write(agentRegisters.command, [command, commands.purge], limit);
        // The last look tells the last fate: whoever waits for the purge has heard of every carton.
        let image = await this.#look(registers, limit);
        while (image.commandDone !== command) {
          await pause(this.#at.pollMs, limit);
          limit.throwIfAborted();
          image = await this.#look(registers, limit);
        }
        released = image.released;
      });
    } finally {
      this.#released = released;
    }
  }

  async release(count: number, signal: AbortSignal): Promise<void> {
    if (!Number.isInteger(count) || count < 1) throw new DeviceFault('rejected', `cannot release ${count} cartons`);
    await this.#releasing(async () => {
      const registers = this.#up();
      const total = (this.#released ?? (await this.#look(registers, signal)).released) + count;
      let written: number | undefined;
      try {
        await registers.write(agentRegisters.released, writeLong(total), signal);
        written = total;
      } finally {
        this.#released = written;
      }
    });
  }

  async verdict(sequence: number, verdict: Verdict, signal: AbortSignal): Promise<void> {
    const mailbox = agentRegisters.verdicts + (sequence % VERDICT_SLOTS) * 3;
    await this.#up().write(mailbox, [...writeLong(sequence), verdictCodes[verdict]], signal);
  }

  async status(signal: AbortSignal): Promise<PlcStatus> {
    const { zone, triggers, passed, rejected, sampled, binFull, airLow, guardOpen } = await this.#look(
      this.#up(),
      signal,
    );
    return { zone, triggers, passed, rejected, sampled, binFull, airLow, guardOpen };
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

/**
 * Opens the PLC of infeed and reject gate over Modbus TCP, with the registers of `register-map.ts`.
 *
 * @param address `{ host, port = 502, unit = 1, timeoutMs = 2000, pollMs = 20, purgeTimeoutMs = 60000, afterFate? }`; a
 *   refusal names the member that is wrong.
 */
export function openModbusPlc(address: unknown): Plc | Refusal {
  const at = readShape(shape, address);
  return isRefusal(at) ? at : new ModbusPlc(at);
}
