import * as v from 'valibot';
import { isRefusal } from '#shared/refusal.ts';
import { addressEntries, milliseconds } from '../address.ts';
import type { Health, LayerVerdict, Packer, PackerSetup, PackerStatus } from '../device.ts';
import { DeviceFault } from '../device-fault.ts';
import { driver } from '../driver.ts';
import { healthFrom } from '../health-from.ts';
import { inTurn } from '../in-turn.ts';
import { limited } from '../limited.ts';
import { pauseAfter } from '../link.ts';
import { pause } from '../pause.ts';
import { HEARTBEAT_MS, writeLong } from '../plcs/register-map.ts';
import { connectRegisters, type Registers } from '../plcs/registers.ts';
import { readShape } from '../read-shape.ts';
import {
  layerVerdictCodes,
  PACKER_MAP_VERSION,
  PACKER_WORDS,
  type PackerImage,
  packerAgentRegisters,
  packerCommands,
  readPackerImage,
} from './register-map.ts';

const shape = v.strictObject({
  ...addressEntries,
  port: v.optional(addressEntries.port, 502),
  unit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255)), 1),
  pollMs: v.optional(milliseconds(5), 20),
  /** How long the packer may take to do a command. */
  commandTimeoutMs: v.optional(milliseconds(10), 30_000),
});
type At = v.InferOutput<typeof shape>;

/**
 * A case packer over Modbus TCP, looked at again and again through one connection that is made anew whenever it is lost. A verdict that may not
 * have arrived is sent again as long as its picture waits for one.
 */
class ModbusPacker implements Packer {
  readonly #at: At;
  readonly #closing = new AbortController();
  readonly #listeners: ((picture: number) => void)[] = [];
  readonly #commanding = inTurn();
  readonly #running: Promise<void>;
  #registers: Registers | undefined;
  #health: Health = 'connecting';
  #trouble = '';
  #failures = 0;
  #image: PackerImage | undefined;
  #told: number | undefined;
  #command = 0;
  #verdict: { readonly picture: number; readonly verdict: LayerVerdict } | undefined;
  #packerBeat = { value: -1, at: 0 };
  #ownBeat = { value: 0, at: 0 };

  constructor(at: At) {
    this.#at = at;
    this.#running = this.#run();
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
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
    const registers = await connectRegisters(this.#at, signal);
    try {
      this.#command = (await this.#look(registers, signal)).commandDone;
      this.#registers = registers;
      while (!signal.aborted) {
        await this.#beat(registers, signal);
        await pause(this.#at.pollMs, signal);
        await this.#look(registers, signal);
      }
    } finally {
      this.#registers = undefined;
      this.#image = undefined;
      this.#health = 'connecting';
      registers.close();
    }
  }

  async #beat(registers: Registers, signal: AbortSignal): Promise<void> {
    const now = performance.now();
    if (now - this.#ownBeat.at < HEARTBEAT_MS / 3) return;
    this.#ownBeat = { value: (this.#ownBeat.value + 1) % 0x10000, at: now };
    await registers.write(packerAgentRegisters.heartbeat, [this.#ownBeat.value], signal);
    const sent = this.#verdict;
    // The packer may have lost what was written; a picture has one verdict, so that telling it again changes nothing.
    if (sent !== undefined && this.#image?.pictures === sent.picture && this.#image.decided < sent.picture) {
      await this.#write(registers, sent.picture, sent.verdict, signal);
    }
  }

  async #look(registers: Registers, signal: AbortSignal): Promise<PackerImage> {
    const image = readPackerImage(await registers.read(0, PACKER_WORDS, signal));
    if (image.mapVersion !== PACKER_MAP_VERSION) {
      throw new DeviceFault(
        'rejected',
        `the packer's register map is ${image.mapVersion}, ours is ${PACKER_MAP_VERSION}`,
      );
    }
    this.#image = image;
    this.#health = this.#alive(image.heartbeat) ? 'up' : 'refused';
    if (this.#health === 'up') this.#failures = 0;
    this.#trouble = '';
    this.#tell(image);
    return image;
  }

  /** A packer whose program has stopped still answers; only its heartbeat gives it away. */
  #alive(value: number): boolean {
    const now = performance.now();
    if (value !== this.#packerBeat.value) this.#packerBeat = { value, at: now };
    return now - this.#packerBeat.at < 2 * HEARTBEAT_MS;
  }

  #tell({ pictures, decided, standing }: PackerImage): void {
    const before = this.#told;
    const sent = this.#verdict?.picture;
    // Of a packer that was replaced the same number means another picture.
    if (sent !== undefined && (decided >= sent || pictures !== sent)) this.#verdict = undefined;
    this.#told = pictures;
    if (before === undefined || pictures === before || !standing) return;
    for (const listener of this.#listeners) listener(pictures);
  }

  #up(): Registers {
    if (this.#registers !== undefined && this.#health === 'up') return this.#registers;
    throw new DeviceFault(
      'disconnected',
      `packer ${this.#at.host}:${this.#at.port} is ${this.#health}${this.#trouble}`,
    );
  }

  onLayer(listener: (picture: number) => void): void {
    this.#listeners.push(listener);
  }

  async verdict(picture: number, verdict: LayerVerdict, signal: AbortSignal): Promise<void> {
    await this.#commanding(async () => {
      const registers = this.#up();
      // The camera may be faster than our look at the packer.
      const { pictures, decided } = await this.#look(registers, signal);
      if (picture !== pictures)
        throw new DeviceFault('rejected', `picture ${picture} is not the last, which is ${pictures}`);
      if (decided >= picture) return;
      this.#verdict = { picture, verdict };
      await this.#write(registers, picture, verdict, signal);
    });
  }

  async setUp({ packsPerLayer, layersPerCase }: PackerSetup, signal: AbortSignal): Promise<void> {
    await this.#up().write(packerAgentRegisters.packsPerLayer, [packsPerLayer, layersPerCase], signal);
  }

  look(signal: AbortSignal): Promise<void> {
    return this.#do('look', signal);
  }

  gatherRest(signal: AbortSignal): Promise<void> {
    return this.#do('gatherRest', signal);
  }

  pushOut(signal: AbortSignal): Promise<void> {
    return this.#do('pushOut', signal);
  }

  async status(signal: AbortSignal): Promise<PackerStatus> {
    const { mapVersion: _, heartbeat: __, commandDone: ___, ...status } = await this.#look(this.#up(), signal);
    return status;
  }

  health(): Health {
    return this.#health;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  #do(command: keyof typeof packerCommands, signal: AbortSignal): Promise<void> {
    return this.#commanding(async () => {
      const registers = this.#up();
      this.#command = (this.#command % 0xffff) + 1;
      const number = this.#command;
      await limited(this.#at.commandTimeoutMs, signal, command, async (limit) => {
        // A case must not be pushed out before the layer that was accepted for it is in it.
        while (this.#verdict !== undefined) {
          await pause(this.#at.pollMs, limit);
          limit.throwIfAborted();
          await this.#look(registers, limit);
        }
        await registers.write(packerAgentRegisters.command, [number, packerCommands[command]], limit);
        while ((await this.#look(registers, limit)).commandDone !== number) {
          await pause(this.#at.pollMs, limit);
          limit.throwIfAborted();
        }
      });
    });
  }

  #write(registers: Registers, picture: number, verdict: LayerVerdict, signal: AbortSignal): Promise<void> {
    return registers.write(packerAgentRegisters.verdict, [...writeLong(picture), layerVerdictCodes[verdict]], signal);
  }
}

/**
 * Opens a case packer over Modbus TCP, with the registers of `register-map.ts`.
 *
 * @param address `{ host, port = 502, unit = 1, timeoutMs = 2000, pollMs = 20, commandTimeoutMs = 30000 }`; a refusal names the member that is
 *   wrong.
 */
export const openModbusPacker = driver<Packer>((address) => {
  const at = readShape(shape, address);
  return isRefusal(at) ? at : () => new ModbusPacker(at);
});
