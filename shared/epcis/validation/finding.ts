import type { Refusal } from '../../refusal.ts';

/**
 * How far validation goes. `shape`: what readers refuse. `vocabulary`: values and identifiers. `business`: what an event and a
 * document must mean to be credible. `dscsa`: the exchange profile of GS1 US.
 */
export type Tier = 'shape' | 'vocabulary' | 'business' | 'dscsa';

/**
 * The release of GS1 US, Applying GS1 Standards for DSCSA and Traceability, that a document follows. They differ by one warning here: files after
 * R1.3 carry a guidelineVersion.
 */
export type Profile = 'dscsa-1.2' | 'dscsa-1.3';

/** What a rule says of a value, before it is known to which tier the rule belongs. */
export interface Fault {
  /** Names the rule for machines; never reworded. */
  readonly code: string;
  /** JSON pointer from the event or head. */
  readonly path: string;
  /** The standard and its clause. */
  readonly rule: string;
  readonly message: string;
  /** `warning`: legal, or not certain, but probably not what was meant. */
  readonly severity: 'error' | 'warning';
  readonly remedy?: string;
}

export interface Finding extends Fault {
  readonly tier: Tier;
  /** Of a finding that only the whole document shows: the index of the event that the path begins in. */
  readonly event?: number;
}

/** Which rules to ask. */
export interface ValidationOptions {
  readonly tiers: ReadonlySet<Tier>;
  /** For tier `dscsa`; the newest when absent. */
  readonly profile?: Profile;
}

type Judge = (code: string, path: string, rule: string, message: string, remedy?: string) => Fault;

const judge =
  (severity: Fault['severity']): Judge =>
  (code, path, rule, message, remedy) => ({
    code,
    path,
    rule,
    message: shortened(message),
    severity,
    ...(remedy === undefined ? {} : { remedy }),
  });

const LONGEST = 300;

/** Identifiers may be of any length; what is told of them is for people to read. */
const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** A fault that makes the value wrong. */
export const wrong = judge('error');
/** A fault that a person should look at. */
export const doubtful = judge('warning');

/** What a reader refused, as a finding of tier `shape`. */
export function findingOf({ refused, detail, at, rule, remedy }: Refusal): Finding {
  return { tier: 'shape', ...wrong(refused, at ?? '', rule ?? 'EPCIS 2.0', detail, remedy) };
}
