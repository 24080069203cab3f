/** An alert that an NMVS raised about one of our packs. */
export interface NmvsAlert {
  /** Unique in all systems. */
  readonly alertId: string;
  readonly code: string;
  /** ISO 3166-1 alpha-2: where it was raised. */
  readonly country: string;
  /** ISO 8601. */
  readonly raisedAt: string;
  readonly operation?: string;
  readonly productCode: string;
  readonly batch?: string;
  /** YYMMDD as it was read. */
  readonly expiry?: string;
  readonly serial?: string;
  /** Where it happened, as far as it is told. */
  readonly location?: string;
}

/** Alerts of level 5 that reach the holder, and others that appear beside them (lists of SecurMed and REKS). */
export const alertCodes: Readonly<Record<string, string>> = {
  A2: 'batch not found',
  A3: 'serial not found',
  A7: 'status already set',
  A16: 'upload error',
  A24: 'the status of the pack does not allow the change',
  A52: 'expiry differs',
  A67: 'warning: repackaging buffer or voluntary decommissioning',
  A68: 'batch differs',
  A99: 'unspecified (before release 1.8)',
};

export const alertStates = ['new', 'active', 'under-investigation', 'escalated', 'closed'] as const;
export type AlertState = (typeof alertStates)[number];

/** States an alert may go to: forward, back from escalation to investigation, and from everywhere to closed, which is the end. */
const next: Readonly<Record<AlertState, readonly AlertState[]>> = {
  new: ['active', 'under-investigation', 'closed'],
  active: ['under-investigation', 'escalated', 'closed'],
  'under-investigation': ['escalated', 'closed'],
  escalated: ['under-investigation', 'closed'],
  closed: [],
};

/** Whether an alert may go from one state to another. */
export const mayGo = (from: AlertState, to: AlertState): boolean => next[from].includes(to);

/** The states it may go to. */
export const nextStates = (from: AlertState): readonly AlertState[] => next[from];
