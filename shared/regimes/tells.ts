import type { BusinessAct } from './business-act.ts';
import type { PackChange } from './pack-change.ts';

/** What makes a report to a regulator due. */
export type ReportedAct = Exclude<BusinessAct['kind'], 'change'> | PackChange;

/** What is told otherwise: to a partner, or because somebody asks or has it told. */
export type OtherAct =
  | 'shipped'
  | 'tracing asked for'
  | 'receipt differs'
  | 'partner differs'
  | 'found illegitimate'
  | 'statement'
  | `pack ${'verified' | 'asked about' | 'changed' | 'changed back'}`;

/** That an act is told by a message. */
export interface Tells {
  readonly act: ReportedAct | OtherAct;
  /** As reports are named, or as the receiver calls it. */
  readonly message: string;
  /** Who is told; absent: the regulator. */
  readonly to?: string;
  /**
   * works: in the receiver's own form · behind-adapter: the form is not public, or there is none, and ours goes to an adapter in front of it · by-hand: it is
   * written here, and a person sends it.
   */
  readonly standing: 'works' | 'behind-adapter' | 'by-hand';
  readonly note?: string;
}
