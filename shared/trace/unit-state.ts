import type { BizTransaction } from '../epcis/event.ts';
import type { Circumstances } from './circumstances.ts';

/** What a unit is, folded from its events. */
export interface UnitState extends Circumstances {
  /** Canonical spelling. */
  readonly epc: string;
  /** True when at least one valid event names it. */
  readonly known: boolean;
  readonly exists: 'commissioned' | 'decommissioned' | 'unknown';
  /** Flags that events set and none unset since, in the order of setting; absent when there are none. */
  readonly persistentDispositions?: readonly string[];
  readonly lot?: string;
  /** 14 digits, from the EPC. */
  readonly gtin?: string;
  /** `YYYY-MM-DD` as sent. */
  readonly expiry?: string;
  /** Canonical spelling of what it is packed in. */
  readonly parent?: string;
  /** What it is physically attached to, canonical; no packing. */
  readonly attachedTo?: readonly string[];
  /** What it was made from and made into (EPCs and classes, canonical), by transformations. */
  readonly madeFrom?: readonly string[];
  readonly madeInto?: readonly string[];
  /** Business documents it is linked to. */
  readonly transactions?: readonly BizTransaction[];
  readonly lastEventTime?: string;
}
