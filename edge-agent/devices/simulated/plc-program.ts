import type { Fate, Verdict } from '../device.ts';
import {
  AGENT_FIRST,
  AGENT_WORDS,
  agentRegisters,
  commands,
  FATE_SLOTS,
  fateCodes,
  flags,
  HEARTBEAT_MS,
  MAP_VERSION,
  PLC_WORDS,
  plcRegisters,
  readLong,
  VERDICT_SLOTS,
  verdictCodes,
  writeLong,
} from '../plcs/register-map.ts';
import type { Faults } from './faults.ts';
import { ModbusException } from './modbus-exception.ts';

const verdictOf = (code: number): Verdict | undefined => {
  if (code === verdictCodes.good) return 'good';
  if (code === verdictCodes.sample) return 'sample';
  return code === verdictCodes.reject ? 'reject' : undefined;
};

const counters = [
  'triggers',
  'passed',
  'rejected',
  'sampled',
  'binConfirmed',
  'entered',
  'released',
  'lastFate',
] as const;

const positions = { good: 'passed', reject: 'rejected', sample: 'sampled' } as const;

/**
 * The program a PLC would run: it counts, opens the infeed while there is quota, and turns the gate. What has no
 * verdict is rejected. It sees the world through its inputs and the agent through its registers, and nothing else.
 */
export class PlcProgram {
  readonly #faults: Faults;
  readonly #clock: () => number;
  readonly #agent = new Array<number>(AGENT_WORDS).fill(0);
  readonly #verdicts = new Map<number, Verdict>();
  readonly #ring = new Array<number>(FATE_SLOTS * 3).fill(0);
  readonly #counts = {
    triggers: 0,
    passed: 0,
    rejected: 0,
    sampled: 0,
    binConfirmed: 0,
    entered: 0,
    released: 0,
    lastFate: 0,
  };
  #zone = 0;
  #purging = false;
  /** The emergency stop was pressed, and no purge was done since it was released. */
  #aborted = false;
  /** What comes to the gate is not what its register says, and no purge was done since. */
  #trackingLost = false;
  #rejectsInRow = 0;
  #rejectLimit = false;
  #commandDone = 0;
  #beatAt = Number.NEGATIVE_INFINITY;

  /** @param clock milliseconds that never go back */
  constructor(faults: Faults, clock: () => number) {
    this.#faults = faults;
    this.#clock = clock;
  }

  get #agentGone(): boolean {
    return this.#clock() - this.#beatAt > HEARTBEAT_MS;
  }

  /** What the program does in every cycle: an emergency stop is noticed however short it is, and ends the quota. */
  #scan(): void {
    if (!this.#faults.estop) return;
    this.#aborted = true;
    this.#counts.released = this.#counts.entered;
  }

  infeedOpen(): boolean {
    this.#scan();
    const { binFull, airLow, guardOpen, starved, blocked } = this.#faults;
    const { entered, released } = this.#counts;
    const shut = this.#purging || this.#aborted || this.#rejectLimit || this.#trackingLost || this.#agentGone;
    return entered < released && !(shut || binFull || airLow || guardOpen || starved || blocked);
  }

  entered(): void {
    this.#counts.entered += 1;
    this.#zone += 1;
    if (this.#counts.entered > this.#counts.released) this.#trackingLost = true;
  }

  /** @param tooLong what passes the detector is longer than a carton */
  detected(tooLong = false): number {
    this.#counts.triggers += 1;
    if (tooLong) this.#trackingLost = true;
    return this.#counts.triggers;
  }

  missed(): void {
    this.#left();
  }

  /** @param sequence undefined for what comes when nothing is due */
  gate(sequence: number | undefined): { verdict: Verdict | undefined; position: Fate['fate'] } {
    this.#scan();
    if (sequence === undefined) this.#trackingLost = true;
    const verdict = sequence === undefined ? undefined : this.#verdicts.get(sequence);
    const emptying = this.#purging || this.#aborted || this.#trackingLost;
    return { verdict, position: emptying ? 'rejected' : positions[verdict ?? 'reject'] };
  }

  /** Where something went that came when nothing was due. It had no trigger, so that its fate has no number. */
  strayed(fate: Fate['fate']): void {
    this.#counts[fate] += 1;
  }

  binned(): void {
    this.#counts.binConfirmed += 1;
  }

  confirmed(sequence: number, fate: keyof typeof fateCodes): void {
    if (fate !== 'lost') this.#counts[fate] += 1;
    this.#counts.lastFate = sequence;
    this.#countRejects(fate);
    this.#verdicts.delete(sequence);
    this.#ring.splice((sequence % FATE_SLOTS) * 3, 3, ...writeLong(sequence), fateCodes[fate]);
    this.#left();
  }

  #countRejects(fate: keyof typeof fateCodes): void {
    if (fate === 'lost' || this.#purging || this.#aborted || this.#trackingLost) return;
    this.#rejectsInRow = fate === 'rejected' ? this.#rejectsInRow + 1 : 0;
    const limit = this.#agent[agentRegisters.rejectLimit - AGENT_FIRST] ?? 0;
    if (limit > 0 && this.#rejectsInRow >= limit) this.#rejectLimit = true;
  }

  #left(): void {
    this.#zone -= 1;
    this.#settle();
  }

  #settle(): void {
    if (!this.#purging || this.#zone > 0) return;
    this.#purging = false;
    this.#aborted = false;
    this.#trackingLost = false;
    this.#rejectLimit = false;
    this.#rejectsInRow = 0;
    this.#commandDone = this.#agent[agentRegisters.command - AGENT_FIRST] ?? 0;
  }

  /** All registers the PLC shows, as of one scan. */
  image(): number[] {
    this.#scan();
    const words = new Array<number>(PLC_WORDS).fill(0);
    const { binFull, airLow, guardOpen, estop, starved, blocked } = this.#faults;
    words[plcRegisters.mapVersion] = MAP_VERSION;
    words[plcRegisters.heartbeat] = Math.floor(this.#clock() / (HEARTBEAT_MS / 5)) % 0x10000;
    words[plcRegisters.flags] =
      (binFull ? flags.binFull : 0) |
      (airLow ? 0 : flags.airOk) |
      (guardOpen ? 0 : flags.guardClosed) |
      (this.#purging ? flags.purging : 0) |
      (this.#agentGone ? flags.agentGone : 0) |
      (estop ? 0 : flags.estopReleased) |
      (this.#rejectLimit ? flags.rejectLimit : 0) |
      (this.#trackingLost ? flags.trackingLost : 0) |
      (starved ? flags.starved : 0) |
      (blocked ? flags.blocked : 0);
    words[plcRegisters.zone] = this.#zone;
    words[plcRegisters.commandDone] = this.#commandDone;
    for (const name of counters) words.splice(plcRegisters[name], 2, ...writeLong(this.#counts[name]));
    words.splice(plcRegisters.fates, this.#ring.length, ...this.#ring);
    return words;
  }

  /**
   * @throws ModbusException 2 outside the agent's registers, 3 for a value without meaning, 6 for quota during a purge or
   *   before the one that has to follow an emergency stop.
   */
  write(address: number, words: readonly number[]): void {
    const first = address - AGENT_FIRST;
    if (first < 0 || first + words.length > AGENT_WORDS) throw new ModbusException(2);
    const touches = (register: number, length: number) =>
      address < register + length && address + words.length > register;
    const next = [...this.#agent];
    next.splice(first, words.length, ...words);
    if (touches(agentRegisters.released, 2)) this.#release(readLong(next, agentRegisters.released - AGENT_FIRST));
    for (let slot = 0; slot < VERDICT_SLOTS; slot++) {
      const mailbox = agentRegisters.verdicts + slot * 3;
      if (touches(mailbox, 3)) this.#judge(next.slice(mailbox - AGENT_FIRST, mailbox - AGENT_FIRST + 3));
    }
    if (touches(agentRegisters.command, 2)) this.#command(next);
    if (touches(agentRegisters.heartbeat, 1) && next[0] !== this.#agent[0]) this.#beatAt = this.#clock();
    this.#agent.splice(0, AGENT_WORDS, ...next);
    this.#settle();
  }

  #release(total: number): void {
    if (this.#purging || this.#aborted) throw new ModbusException(6);
    if (total < this.#counts.entered) throw new ModbusException(3);
    this.#counts.released = total;
  }

  #judge([high = 0, low = 0, code = 0]: readonly number[]): void {
    const sequence = readLong([high, low], 0);
    const verdict = verdictOf(code);
    if (verdict === undefined || sequence > this.#counts.triggers) throw new ModbusException(3);
    // A verdict for a carton that is past the gate changes nothing: its fate tells the agent that it came too late.
    if (sequence > this.#counts.lastFate) this.#verdicts.set(sequence, verdict);
  }

  #command(next: readonly number[]): void {
    const at = agentRegisters.command - AGENT_FIRST;
    if (next[at] === this.#agent[at]) return;
    if (next[at + 1] !== commands.purge) throw new ModbusException(3);
    this.#purging = true;
    this.#counts.released = this.#counts.entered;
  }
}
