import type { QueryMessage } from '../query-message.ts';

/** When a subscription's query runs, as the message says it (EPCIS 1.2 §8.2.5.3). Times of the schedule come unread. */
export interface SoapControls {
  readonly schedule?: Readonly<Record<string, string>>;
  readonly trigger?: string;
  readonly initialRecordTime?: string;
  readonly reportIfEmpty: boolean;
}

/** What a partner asks of the query control interface (EPCIS 1.2 §8.2.5, EPCglobal-epcis-query-1_2.wsdl). */
export type SoapOperation =
  | { readonly is: 'getQueryNames' | 'getStandardVersion' | 'getVendorVersion' }
  | { readonly is: 'poll'; readonly query: QueryMessage }
  | {
      readonly is: 'subscribe';
      readonly query: QueryMessage;
      readonly dest: string;
      readonly controls: SoapControls;
      readonly subscriptionID: string;
    }
  | { readonly is: 'unsubscribe'; readonly subscriptionID: string }
  | { readonly is: 'getSubscriptionIDs'; readonly queryName: string };
