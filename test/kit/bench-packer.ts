import { once } from 'node:events';
import { Server } from 'node:net';
import { type IServiceVector, ServerTCP } from 'modbus-serial';
import { boundPort } from '../../edge-agent/devices/listen.ts';
import {
  layerVerdictCodes,
  PACKER_AGENT_FIRST,
  PACKER_MAP_VERSION,
  PACKER_WORDS,
  packerAgentRegisters,
  packerCommands,
  packerFlags,
  packerRegisters,
} from '../../edge-agent/devices/packers/register-map.ts';
import { readLong, writeLong } from '../../edge-agent/devices/plcs/register-map.ts';

const BEAT_MS = 50;

/** A case packer of which a test is the hands: it lays layers before the camera and sees what becomes of them. */
export class BenchPacker {
  readonly flags = { blocked: false, starved: false, guardOpen: false, estop: false };
  readonly setUp = { packsPerLayer: 0, layersPerCase: 0 };
  /** Its program has stopped, and its network card answers as before. */
  frozen = false;
  mapVersion: number = PACKER_MAP_VERSION;
  /** It forgets verdicts instead of doing what they say. */
  forgetful = false;
  pictures = 0;
  casesOut = 0;
  #packs = 0;
  #standing = 0;
  #decided = 0;
  #accepted = 0;
  #refused = 0;
  #layersInCase = 0;
  #commandDone = 0;
  #beat = 0;
  readonly #timer = setInterval(() => {
    if (!this.frozen) this.#beat = (this.#beat + 1) % 0x10000;
  }, BEAT_MS);

  /** So many packs come; a whole layer stands at once when there is none. */
  feed(packs: number): void {
    this.#packs += packs;
    const { packsPerLayer } = this.setUp;
    if (this.#standing === 0 && packsPerLayer > 0 && this.#packs >= packsPerLayer) this.#stand(packsPerLayer);
  }

  /** Somebody presses the button for another picture. */
  look(): void {
    if (this.#standing > 0) this.pictures += 1;
  }

  image(): number[] {
    const words = Array<number>(PACKER_WORDS).fill(0);
    const put = (address: number, ...values: number[]) => words.splice(address, values.length, ...values);
    const { blocked, starved, guardOpen, estop } = this.flags;
    const bits = [
      this.#standing > 0 && packerFlags.standing,
      blocked && packerFlags.blocked,
      starved && packerFlags.starved,
      !guardOpen && packerFlags.guardClosed,
      !estop && packerFlags.estopReleased,
    ];
    put(
      packerRegisters.mapVersion,
      this.mapVersion,
      this.#beat,
      bits.reduce<number>((sum, bit) => sum + Number(bit), 0),
    );
    put(packerRegisters.pictures, ...writeLong(this.pictures));
    put(packerRegisters.decided, ...writeLong(this.#decided));
    put(packerRegisters.accepted, ...writeLong(this.#accepted));
    put(packerRegisters.refused, ...writeLong(this.#refused));
    put(packerRegisters.casesOut, ...writeLong(this.casesOut));
    put(packerRegisters.layersInCase, this.#layersInCase, this.#packs, this.#commandDone);
    return words;
  }

  write(address: number, words: readonly number[]): void {
    if (address === packerAgentRegisters.command) this.#command(words[0] ?? 0, words[1] ?? 0);
    if (address === packerAgentRegisters.packsPerLayer) {
      [this.setUp.packsPerLayer = 0, this.setUp.layersPerCase = 0] = words;
      this.feed(0);
    }
    if (address === packerAgentRegisters.verdict && !this.forgetful) this.#verdict(readLong(words, 0), words[2] ?? 0);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #command(number: number, command: number): void {
    if (number === this.#commandDone) return;
    if (command === packerCommands.look) this.look();
    if (command === packerCommands.gatherRest && this.#standing === 0 && this.#packs > 0) this.#stand(this.#packs);
    if (command === packerCommands.pushOut && this.#layersInCase > 0) this.#pushOut();
    this.#commandDone = number;
  }

  #verdict(picture: number, code: number): void {
    if (picture !== this.pictures || picture === this.#decided || this.#standing === 0) return;
    this.#decided = picture;
    if (code === layerVerdictCodes.refuse) {
      this.#refused += 1;
      return;
    }
    this.#accepted += 1;
    this.#packs -= this.#standing;
    this.#standing = 0;
    this.#layersInCase += 1;
    if (this.#layersInCase >= this.setUp.layersPerCase) this.#pushOut();
    this.feed(0);
  }

  #stand(packs: number): void {
    this.#standing = packs;
    this.pictures += 1;
  }

  #pushOut(): void {
    this.#layersInCase = 0;
    this.casesOut += 1;
  }
}

/** The packer on a port of this machine, over Modbus TCP. */
export async function listenPacker(packer: BenchPacker): Promise<{ port: number; close: () => Promise<void> }> {
  const read = (address: number, count: number) => packer.image().slice(address, address + count);
  const refuse = (): never => {
    throw Object.assign(new Error('illegal function'), { modbusErrorCode: 1 });
  };
  const write = (address: number, words: readonly number[]) =>
    address < PACKER_AGENT_FIRST ? refuse() : packer.write(address, words);
  const vector: IServiceVector = {
    getHoldingRegister: (address: number) => read(address, 1)[0] ?? 0,
    getMultipleHoldingRegisters: (address: number, count: number) => read(address, count),
    setRegister: (address: number, value: number) => write(address, [value]),
    setRegisterArray: (address: number, values: number[]) => write(address, values),
    getCoil: refuse,
    getDiscreteInput: refuse,
    getInputRegister: refuse,
    setCoil: refuse,
  };
  // The library takes the number 0 for "not given"; as text it means any free port.
  const station: ServerTCP = Reflect.construct(ServerTCP, [vector, { host: '127.0.0.1', port: '0' }]);
  const server: unknown = Reflect.get(station, '_server');
  if (!(server instanceof Server)) throw new Error('the Modbus library has no server to ask for its port');
  station.on('socketError', () => undefined);
  await once(server, 'listening');
  return {
    port: boundPort(server),
    close: () => {
      packer.stop();
      return new Promise((resolve) => station.close(() => resolve()));
    },
  };
}
