/** What a unit is now, folded from its events. */
export interface UnitState {
  /** Canonical spelling. */
  readonly epc: string;
  /** True when at least one valid event names it. */
  readonly known: boolean;
  readonly exists: 'commissioned' | 'decommissioned' | 'unknown';
  /** The last disposition that any event gave it. */
  readonly disposition?: string;
  /** The step of the last event that had one. */
  readonly bizStep?: string;
  readonly lot?: string;
  /** 14 digits, from the EPC. */
  readonly gtin?: string;
  /** `YYYY-MM-DD` as sent. */
  readonly expiry?: string;
  /** Canonical spelling of what it is packed in. */
  readonly parent?: string;
  /** Where it was last seen. */
  readonly readPoint?: string;
  /** Where it is; absent once an event happened to it that names no place (EPCIS 2.0 §7.4.2). */
  readonly bizLocation?: string;
  readonly lastEventTime?: string;
}
