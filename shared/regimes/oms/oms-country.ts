import type { Refusal } from '../../refusal.ts';
import type { BusinessAct } from '../business-act.ts';
import type { FactForm } from '../facts.ts';
import type { Report, ReportData } from '../regime.ts';
import type { Holder } from '../reported.ts';

/** What a report is written from. */
export type OmsData = Omit<ReportData, 'requestId'>;

/** What a report of utilisation says of its codes. */
export type OmsAttributes = Readonly<Record<string, string | number>>;

/** What the order stations of countries differ in. */
export interface OmsCountry {
  readonly market: string;
  /** What limits and codes of the station stand under. */
  readonly system: string;
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  readonly profiles: readonly [string, ...string[]];
  /** As the station calls medicines. */
  readonly productGroup: string;
  /** Where the station is one of several that are told, and not every tenant has one. */
  readonly onAccess?: true;
  /** True where `attributes` names the place where packs were made: `ReportData.place`. */
  readonly places?: true;
  /** Whose rules they are, for refusals. */
  readonly rule: string;
  /** By `omsReports`, with the names of `facts`: planners have the same. */
  readonly dueReports: (act: BusinessAct) => Report[];
  /** What a person has to say of a lot before it is reported, by the name of the fact. */
  readonly facts?: Readonly<Record<string, FactForm>>;
  /** The participant's number, in reports that are about one; absent: the token says it. */
  readonly participant?: (holder: Holder) => string | Refusal;
  /** What the station wants to know of used codes; lot and expiry may be spelled with `seriesOf`. */
  readonly attributes: (data: OmsData, notes: Readonly<Record<string, string>>) => OmsAttributes | Refusal;
}

/** Lot and expiry, as every station calls them. */
export const seriesOf = ({ lot }: OmsData): OmsAttributes => ({
  seriesNumber: lot?.lot ?? '',
  expirationDate: lot?.expiry ?? '',
});
