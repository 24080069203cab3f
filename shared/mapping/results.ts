import type { Context, EpcisEvent } from '../epcis/event.ts';
import type { MasterDataList } from '../epcis/master-data.ts';
import type { CompanyPrefixes } from '../gs1/company-prefix-table.ts';
import type { ControlHeader, OtherMessage } from './exchange/families.ts';

/** What is to be told, and by whom to whom. */
export interface Outgoing {
  readonly events: readonly EpcisEvent[];
  readonly masterData?: readonly MasterDataList[];
  readonly sender: string;
  readonly receiver: string;
  /** By which the receiver knows a double: instance identifier, control number. */
  readonly id: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** What a message of one of the families is to say. */
export type OutgoingMessage = Omit<Outgoing, 'events' | 'masterData'> & { readonly message: OtherMessage };

/** Company prefixes by which links become URNs. */
export type Prefixes = readonly string[] | CompanyPrefixes;

/** One document that was written. */
export interface WrittenDocument {
  readonly body: string;
  readonly contentType: string;
  /** Without a dot. */
  readonly fileExtension: string;
}

/** What a document turned out to be: events, or a message for others to act on. */
export type ReadBack =
  | {
      readonly family: 'epcis';
      readonly events: readonly EpcisEvent[];
      /** How many others the document has, which the mapping does not take; absent: none. */
      readonly leftOut?: number;
      readonly masterData?: readonly MasterDataList[];
      /** Prefixes of the master data. */
      readonly context?: Context;
      readonly sender?: string;
      readonly receiver?: string;
      readonly id?: string;
      readonly creationDate?: string;
    }
  | (OtherMessage & { readonly header: ControlHeader });
