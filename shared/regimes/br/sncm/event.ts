import type { Dispensing, FinalReason } from './final-reasons.ts';

/** A pack by its unique identifier (IUM), which the message set calls DUI. */
export interface Dui {
  /** 14 digits. */
  readonly gtin: string;
  readonly serial: string;
  /** `YYYY-MM` */
  readonly expiry: string;
  readonly lot: string;
}

/** Packs, and transport packages with what is in them. */
export type Payload = { readonly dui: Dui } | { readonly sscc: string; readonly inside: readonly Payload[] };

interface Named {
  /** 20 characters. */
  readonly evtNotifId: string;
}

interface Timed extends Named {
  /** ISO 8601. */
  readonly pastTime: string;
}

export interface Activation extends Timed {
  readonly kind: 'activ';
  readonly isImport: boolean;
  readonly duis: readonly Dui[];
  /** CNPJ of who made the packs for the declarant. */
  readonly outsourced?: string;
}

export interface Moved extends Timed {
  readonly kind: 'shpt' | 'rec';
  /** Goods are fit for use. [L] */
  readonly fit: boolean;
  /** CNPJ of the other side. */
  readonly partner: string;
  /** CNPJs of who carries the goods. */
  readonly carriers: readonly string[];
  readonly payload: readonly Payload[];
}

export interface Final extends Timed {
  readonly kind: 'final';
  readonly reason: FinalReason;
  readonly dispensing?: Dispensing;
  readonly duis: readonly Dui[];
}

/** Takes events back, by the ids that SNCM gave them. */
export interface Revocation extends Named {
  readonly kind: 'evtRvctn';
  readonly revoking: readonly { readonly origEvtId: string; readonly desc: string }[];
}

export type SncmEvent = Activation | Moved | Final | Revocation;

/** A message that brings events (`msgEvtIn`). */
export interface EventsIn {
  /** 20 characters. */
  readonly docId: string;
  /** ISO 8601. */
  readonly ccTime: string;
  /** 1: production, 2: test. */
  readonly env: 1 | 2;
  /** CNPJ. */
  readonly declarant: string;
  readonly mbrAgt: string;
  readonly usrAgt: string;
  readonly events: readonly SncmEvent[];
}
