import type { Verdict } from '../delivery/verdict.ts';
import type { Refusal } from '../refusal.ts';

/** A product as a regulator wants to know it. */
export interface ReportedProduct {
  /** 14 digits. */
  readonly gtin: string;
  readonly name: string;
  readonly commonName: string;
  readonly form: string;
  readonly strength: string;
  readonly packType: string;
  readonly packSize: number;
  readonly version: number;
  /** ISO 3166-1 alpha-2. */
  readonly markets: readonly string[];
}

export interface ReportedLot {
  readonly lot: string;
  /** `YYYY-MM-DD` */
  readonly expiry: string;
}

/** The marketing authorisation holder. */
export interface Holder {
  readonly tenant: string;
  readonly name: string;
  readonly gln: string;
}

/** What happened in the business that a regulator may have to be told. `units` were ever commissioned in the lot. */
export type BusinessAct = {
  readonly kind: 'release';
  readonly product: ReportedProduct;
  readonly lot: ReportedLot;
  readonly units: number;
};

/** One message that is due. */
export interface Report {
  /** The same act gives the same keys, so planning twice plans once. */
  readonly key: string;
  /** What the regulator calls it. */
  readonly name: string;
  /** Key of the report that must be acknowledged first. */
  readonly after?: string;
  /** Which of the lot's units it is about, counted from 0 in the order of commissioning; absent: it names none. */
  readonly units?: { readonly first: number; readonly count: number };
}

/** Everything a report is written from. */
export interface ReportData {
  /** The regulator answers a repeated id with its first answer. */
  readonly requestId: string;
  readonly holder: Holder;
  readonly product: ReportedProduct;
  readonly lot: ReportedLot;
  readonly serials: readonly string[];
}

/** A request on the regulator's wire; `path` is relative to the market's base URL. */
export interface Message {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly body?: string;
  readonly requestId?: string;
}

/** A regulator's answer to a message, a question about a receipt, or a question about a request. */
export interface Answer {
  readonly to: 'message' | 'receipt' | 'request';
  readonly status: number;
  readonly body: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** A market: four verbs, all pure. */
export interface Regime {
  /** What rows, filters and evidence call the market. */
  readonly market: string;
  /** Where it applies, ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  /** Refuses what the regulator would refuse anyway, before it is sent; `undefined` when all is well. */
  accept(data: Omit<ReportData, 'requestId'>): Refusal | undefined;
  /** The messages that a business act makes due, in the order in which they may be sent. */
  dueReports(act: BusinessAct): Report[];
  writeMessage(report: Report, data: ReportData): Message;
  /** Asks for the result of what was received. */
  askReceipt(receipt: string, holder: Holder): Message;
  /** Asks whether a message arrived; `undefined` when sending it again is harmless. */
  askRequest(report: Report, requestId: string, holder: Holder): Message | undefined;
  readAnswer(answer: Answer): Verdict;
}
