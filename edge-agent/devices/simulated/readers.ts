import { dmccLanguage } from './dmcc-reader.ts';
import type { Faults } from './faults.ts';
import { insightLanguage } from './insight-reader.ts';
import { keyenceLanguage } from './keyence-reader.ts';
import type { ReaderLanguage } from './reader-language.ts';

export interface ReaderParts {
  readonly faults: Faults;
  /** A DataMan whose firmware sends read data as base64 in extended mode. */
  readonly base64: boolean;
  /** An SR reader that frames what it sends by STX and ETX. */
  readonly stx?: boolean | undefined;
}

/** What readers speak, by the driver that understands it. */
export const readers = {
  dmcc: dmccLanguage,
  insight: ({ faults }: ReaderParts) => insightLanguage(faults),
  keyence: ({ faults, stx }: ReaderParts) => keyenceLanguage(faults, stx ? 'stx' : 'cr'),
} as const satisfies Record<string, (parts: ReaderParts) => ReaderLanguage>;
