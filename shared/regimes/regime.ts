import type { Verdict } from '../delivery/verdict.ts';
import type { Refusal } from '../refusal.ts';
import type { BusinessAct } from './business-act.ts';
import type { Market } from './market.ts';
import type { PackChange } from './pack-change.ts';
import type { Holder, ReportedLot, ReportedProduct } from './reported.ts';

/** One message that is due. */
export interface Report {
  /** The same act gives the same keys, so planning twice plans once. */
  readonly key: string;
  /** What the regulator calls it. */
  readonly name: string;
  /** The act that it belongs to: reports of one act are told as one. */
  readonly act: string;
  /** Keys of the reports that must be acknowledged first. */
  readonly after?: string[];
  /** Which of the units of its act it is about, counted from 0: of a lot in the order of commissioning; absent: it names none. */
  readonly units?: { readonly first: number; readonly count: number };
  /** What became of those units. */
  readonly change?: PackChange;
  /** True when that did not happen, though it was told. */
  readonly undo?: boolean;
  /** By when it must be acknowledged, ISO 8601: people are called before. */
  readonly deadline?: string;
  /** Why it is not sent before a person says so. */
  readonly held?: string;
}

/** Everything a report is written from. */
export interface ReportData {
  /** The regulator answers a repeated id with its first answer. */
  readonly requestId: string;
  readonly holder: Holder;
  readonly product: ReportedProduct;
  /** Absent where the report is of the product as such. */
  readonly lot?: ReportedLot;
  readonly serials: readonly string[];
  /** When it happened, ISO 8601. */
  readonly at: string;
}

/** A request on the regulator's wire; `path` is relative to the market's base URL. */
export interface Message {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** What its limit is called by (`RegulatorSystem.throttles`). */
  readonly call: string;
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
  /** The body of the message that it has to be about; empty where the answer says no more than whether and when to ask again. */
  readonly sent: string;
}

/** A market whose regulator is reported to: four verbs more, all pure. */
export interface Regime extends Market {
  /** Refuses what the regulator would refuse anyway, before it is sent; `undefined` when all is well. */
  accept(data: Omit<ReportData, 'requestId'>, report?: Report): Refusal | undefined;
  /** The messages that a business act makes due, in the order in which they may be sent. */
  dueReports(act: BusinessAct): Report[];
  writeMessage(report: Report, data: ReportData): Message;
  /** Asks for the result of what was received. */
  askReceipt(receipt: string, holder: Holder): Message;
  /** Asks whether a message arrived; `undefined` when sending it again is harmless. */
  askRequest(report: Report, requestId: string, holder: Holder): Message | undefined;
  /** Holds an answer against what was sent. Only an answer to the message itself, or a result, may reject: a bad answer to a question is asked for again. */
  readAnswer(answer: Answer): Verdict;
}
