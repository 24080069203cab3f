import {
  layerVerdictCodes,
  PACKER_AGENT_FIRST,
  PACKER_AGENT_WORDS,
  PACKER_MAP_VERSION,
  PACKER_WORDS,
  packerAgentRegisters,
  packerCommands,
  packerFlags,
  packerRegisters,
} from '../../packers/register-map.ts';
import { HEARTBEAT_MS, readLong, writeLong } from '../../plcs/register-map.ts';
import type { Faults } from '../faults.ts';
import { ModbusException } from '../modbus-exception.ts';

/** What the program's outputs move. */
export interface PackerOutputs {
  /** So many packs are pushed together before the camera. */
  stand(packs: number): void;
  /** The camera's wire. */
  picture(number: number): void;
  /** The layer that stands goes into the case. */
  push(): void;
  caseOut(): void;
}

const counters = ['pictures', 'decided', 'accepted', 'refused', 'casesOut'] as const;

/** The program a case packer would run: it counts what comes, lets a layer stand, and moves it by the verdict on its last picture only. */
export class PackerProgram {
  readonly #faults: Faults;
  readonly #clock: () => number;
  readonly #outputs: PackerOutputs;
  readonly #agent = new Array<number>(PACKER_AGENT_WORDS).fill(0);
  readonly #counts = { pictures: 0, decided: 0, accepted: 0, refused: 0, casesOut: 0 };
  #packs = 0;
  #standing = 0;
  #layersInCase = 0;
  #commandDone = 0;
  #beatAt = Number.NEGATIVE_INFINITY;

  /** @param clock milliseconds that never go back */
  constructor(faults: Faults, clock: () => number, outputs: PackerOutputs) {
    this.#faults = faults;
    this.#clock = clock;
    this.#outputs = outputs;
  }

  /** A pack passed the sensor at the packer's infeed. */
  arrived(): void {
    this.#packs += 1;
    this.#gather();
  }

  /** Somebody presses the button for another picture. */
  look(): void {
    if (this.#standing === 0) return;
    this.#counts.pictures += 1;
    this.#outputs.picture(this.#counts.pictures);
  }

  image(): number[] {
    const words = new Array<number>(PACKER_WORDS).fill(0);
    const { guardOpen, estop, blocked } = this.#faults;
    words[packerRegisters.mapVersion] = PACKER_MAP_VERSION;
    words[packerRegisters.heartbeat] = Math.floor(this.#clock() / (HEARTBEAT_MS / 5)) % 0x10000;
    words[packerRegisters.flags] =
      (this.#standing > 0 ? packerFlags.standing : 0) |
      (blocked ? packerFlags.blocked : 0) |
      (guardOpen ? 0 : packerFlags.guardClosed) |
      (estop ? 0 : packerFlags.estopReleased) |
      (this.#agentGone ? packerFlags.agentGone : 0);
    for (const name of counters) words.splice(packerRegisters[name], 2, ...writeLong(this.#counts[name]));
    words[packerRegisters.layersInCase] = this.#layersInCase;
    words[packerRegisters.packs] = this.#packs;
    words[packerRegisters.commandDone] = this.#commandDone;
    return words;
  }

  /** @throws ModbusException 2 outside the agent's registers, 3 for a value without meaning */
  write(address: number, words: readonly number[]): void {
    const first = address - PACKER_AGENT_FIRST;
    if (first < 0 || first + words.length > PACKER_AGENT_WORDS) throw new ModbusException(2);
    const before = [...this.#agent];
    this.#agent.splice(first, words.length, ...words);
    if (address === packerAgentRegisters.heartbeat && before[0] !== words[0]) this.#beatAt = this.#clock();
    if (address === packerAgentRegisters.command) this.#command(words);
    if (address === packerAgentRegisters.verdict) this.#verdict(words);
    this.#gather();
  }

  get #agentGone(): boolean {
    return this.#clock() - this.#beatAt > HEARTBEAT_MS;
  }

  #setting(register: number): number {
    return this.#agent[register - PACKER_AGENT_FIRST] ?? 0;
  }

  #gather(): void {
    const whole = this.#setting(packerAgentRegisters.packsPerLayer);
    if (this.#standing === 0 && whole > 0 && this.#packs >= whole) this.#stand(whole);
  }

  #stand(packs: number): void {
    this.#standing = packs;
    this.#outputs.stand(packs);
    this.look();
  }

  #command([number = 0, command = 0]: readonly number[]): void {
    if (number === this.#commandDone) return;
    if (command === packerCommands.look) this.look();
    else if (command === packerCommands.gatherRest) {
      if (this.#standing === 0 && this.#packs > 0) this.#stand(this.#packs);
    } else if (command === packerCommands.pushOut) {
      if (this.#layersInCase > 0) this.#pushOut();
    } else throw new ModbusException(3);
    this.#commandDone = number;
  }

  #verdict(words: readonly number[]): void {
    const [picture, code] = [readLong(words, 0), words[2]];
    const { pictures, decided } = this.#counts;
    if (picture !== pictures || picture === decided || this.#standing === 0 || this.#agentGone) return;
    if (code !== layerVerdictCodes.accept && code !== layerVerdictCodes.refuse) throw new ModbusException(3);
    this.#counts.decided = picture;
    if (code === layerVerdictCodes.refuse) {
      this.#counts.refused += 1;
      return;
    }
    this.#counts.accepted += 1;
    this.#packs -= this.#standing;
    this.#standing = 0;
    this.#layersInCase += 1;
    this.#outputs.push();
    if (this.#layersInCase >= this.#setting(packerAgentRegisters.layersPerCase)) this.#pushOut();
  }

  #pushOut(): void {
    this.#layersInCase = 0;
    this.#counts.casesOut += 1;
    this.#outputs.caseOut();
  }
}
