import type { Verdict } from '../delivery/verdict.ts';
import type { Refusal } from '../refusal.ts';
import type { BusinessAct } from './business-act.ts';
import type { ErrorMeaning } from './error-meaning.ts';
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
  readonly lot: ReportedLot;
  readonly serials: readonly string[];
  /** When it happened, ISO 8601. */
  readonly at: string;
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

/** That an act is told by a message. */
export interface Tells {
  readonly act: Exclude<BusinessAct['kind'], 'change'> | PackChange;
  /** As reports are named. */
  readonly message: string;
  /** works: in the regulator's own form · behind-adapter: the form is not public, ours goes to an adapter in front of it. */
  readonly standing: 'works' | 'behind-adapter';
  readonly note?: string;
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
  /** What it is told of what, for people to read. */
  readonly tells: readonly Tells[];
  /** What the regulator's codes mean and what to do about them. */
  readonly errors: readonly ErrorMeaning[];
}
