import type { ListenAt } from '../listen.ts';
import type { Camera } from './camera.ts';
import { SimulatedReader } from './dmcc-reader.ts';
import type { Faults } from './faults.ts';
import type { Listening } from './listener.ts';
import type { Picture } from './picture.ts';
import type { Random } from './random.ts';
import type { LedgerEntry } from './world.ts';

/** What a line knows of its reader, whatever language that speaks. */
export interface ReaderModel {
  /** The trigger's wire. */
  look(entry: LedgerEntry, picture: Picture | undefined): Promise<void>;
  /** The carton of that trigger is past the gate. */
  past(sequence: number): void;
  listen(at: ListenAt): Promise<Listening>;
}

export interface ReaderParts {
  readonly camera: Camera;
  readonly faults: Faults;
  readonly late: Random;
  /** A DataMan whose firmware sends read data as base64 in extended mode. */
  readonly base64: boolean;
}

/** Readers by the driver that speaks to them. */
export const readers = {
  dmcc: ({ camera, faults, late, base64 }: ReaderParts): ReaderModel =>
    new SimulatedReader(camera, faults, late, base64),
} as const satisfies Record<string, (parts: ReaderParts) => ReaderModel>;
