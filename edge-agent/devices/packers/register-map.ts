import type { LayerVerdict } from '../device.ts';
import { readLong } from '../plcs/register-map.ts';

/**
 * The register map of a case packer: Modbus holding registers, zero-based addresses, big-endian words, and of a 32-bit number the high word
 * first. Both sides of the wire are written against this file.
 *
 * The packer collates `packsPerLayer` packs into a layer, lets it stand before the camera and triggers a picture by wire; each picture has a
 * number, from 1, that the camera tells too. The layer is held until the verdict on that very picture comes: `accept` pushes it into the case,
 * and a case with `layersPerCase` layers is pushed out; after `refuse` a person puts it right and has another picture taken, at the packer's own
 * button or by `look`. Without a verdict nothing moves.
 *
 * The packer owns 0–19 and the agent reads them with one FC03. The agent owns 100–107 and writes what belongs together with one FC16.
 * Everything it writes is absolute, so that a write that is repeated changes nothing.
 */
export const PACKER_MAP_VERSION = 1;

/** Packer → agent. Numbers of two words take their own address and the next; they count since the packer was commissioned. */
export const packerRegisters = {
  /** Always `PACKER_MAP_VERSION`. */
  mapVersion: 0,
  /** Changes at least every 500 ms while the packer's program runs. */
  heartbeat: 1,
  /** Bits of `packerFlags`. */
  flags: 2,
  /** Two words: the number of the last picture. */
  pictures: 3,
  /** Two words: the picture whose verdict was carried out last. */
  decided: 5,
  /** Two words each: layers pushed into a case, layers refused, cases pushed out. */
  accepted: 7,
  refused: 9,
  casesOut: 11,
  /** Layers in the case that is being filled. */
  layersInCase: 13,
  /** Packs between infeed and case, those of a layer that stands among them. */
  packs: 14,
  /** Number of the last command that is done. */
  commandDone: 15,
} as const;
export const PACKER_WORDS = 20;

/** `standing`: a layer stands before the camera, complete or the rest, and has not been accepted. */
export const packerFlags = {
  standing: 1,
  blocked: 2,
  starved: 4,
  guardClosed: 8,
  estopReleased: 16,
  agentGone: 32,
} as const;

/** Agent → packer. */
export const packerAgentRegisters = {
  /** The agent changes it at least every 500 ms; while it stands still the packer takes no verdict. */
  heartbeat: 100,
  /** Two words written together: a number that differs from the last command's, then one of `packerCommands`. */
  command: 101,
  /** Two words written together. */
  packsPerLayer: 103,
  layersPerCase: 104,
  /** Three words written together: a picture's number (two words) and the verdict's code. */
  verdict: 105,
} as const;
export const PACKER_AGENT_FIRST = 100;
export const PACKER_AGENT_WORDS = 8;

/**
 * `look`: take another picture of the layer that stands. `gatherRest`: let what is left stand as a layer, however few, and take its picture.
 * `pushOut`: push the case out as it is. Each is done at once where there is nothing to do.
 */
export const packerCommands = { look: 1, gatherRest: 2, pushOut: 3 } as const;
export const layerVerdictCodes = { accept: 1, refuse: 2 } as const satisfies Record<LayerVerdict, number>;

/** What one look at the packer's registers shows. */
export interface PackerImage {
  readonly mapVersion: number;
  readonly heartbeat: number;
  readonly standing: boolean;
  readonly blocked: boolean;
  readonly starved: boolean;
  readonly guardOpen: boolean;
  readonly estop: boolean;
  readonly pictures: number;
  readonly decided: number;
  readonly accepted: number;
  readonly refused: number;
  readonly casesOut: number;
  readonly layersInCase: number;
  readonly packs: number;
  readonly commandDone: number;
}

/** Reads the packer's block of registers. */
export function readPackerImage(words: readonly number[]): PackerImage {
  const word = (address: number) => words[address] ?? 0;
  const on = (flag: number) => (word(packerRegisters.flags) & flag) !== 0;
  const long = (address: number) => readLong(words, address);
  return {
    mapVersion: word(packerRegisters.mapVersion),
    heartbeat: word(packerRegisters.heartbeat),
    standing: on(packerFlags.standing),
    blocked: on(packerFlags.blocked),
    starved: on(packerFlags.starved),
    guardOpen: !on(packerFlags.guardClosed),
    estop: !on(packerFlags.estopReleased),
    pictures: long(packerRegisters.pictures),
    decided: long(packerRegisters.decided),
    accepted: long(packerRegisters.accepted),
    refused: long(packerRegisters.refused),
    casesOut: long(packerRegisters.casesOut),
    layersInCase: word(packerRegisters.layersInCase),
    packs: word(packerRegisters.packs),
    commandDone: word(packerRegisters.commandDone),
  };
}
