import type { Verdict } from '../delivery/verdict.ts';
import type { Refusal } from '../refusal.ts';
import type { BusinessAct } from './business-act.ts';
import type { Facts } from './facts.ts';
import type { Market } from './market.ts';
import type { Notice, NoticeAnswer, NoticePage } from './notice.ts';
import type { PackChange } from './pack-change.ts';
import type { CalledSystem } from './regulator-system.ts';
import type {
  Holder,
  ReportedContainer,
  ReportedLot,
  ReportedMovement,
  ReportedPlace,
  ReportedProduct,
} from './reported.ts';
import type { Statement } from './statement.ts';

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
  /**
   * Which of the units of its act it is about, counted from 0: packs of a lot in the order of commissioning, containers of a packing, things of a movement;
   * absent: it names none.
   */
  readonly units?: { readonly first: number; readonly count: number };
  /** What became of those units. */
  readonly change?: PackChange;
  /** True when that did not happen, though it was told. */
  readonly undo?: boolean;
  /** By when it must be acknowledged, ISO 8601: people are called before. */
  readonly deadline?: string;
  /** Why it is not sent before a person says so. */
  readonly held?: string;
  /** Names of facts that no event tells (a price, a contract, a certificate): it waits until each is given. */
  readonly wants?: readonly string[];
  /** What its regime has to know of it when it is written or asked about, and its name does not say; by names of the regime's own. */
  readonly notes?: Readonly<Record<string, string>>;
}

/**
 * What stands on packs behind GTIN and serial, by application identifier, by `tailName`. Secrets between issuer and pack: they go into the message that asks for them, and
 * nowhere else.
 */
export type Tails = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** What a pack's tail is found by. @param gtin 14 digits */
export const tailName = (gtin: string, serial: string): string => gtin + serial;

/** Everything a report is written from. */
export interface ReportData {
  /** The regulator answers a repeated id with its first answer. */
  readonly requestId: string;
  readonly holder: Holder;
  /** Of a movement: of the first thing in it. */
  readonly product: ReportedProduct;
  /** Absent where the report is of the product as such, or of a movement. */
  readonly lot?: ReportedLot;
  readonly serials: readonly string[];
  /** Of a packing: those that the report is about. */
  readonly containers?: readonly ReportedContainer[];
  /** Of a movement, with those things that the report is about. */
  readonly movement?: ReportedMovement;
  /** Of a regime that wants `tails`: those of the packs that it names, as far as they are known; see `tailName`. */
  readonly tails?: Tails;
  /** Of a regime that wants `places`: where that happened, of a release where its packs were made; absent where that is not known, or no place of the tenant's. */
  readonly place?: ReportedPlace;
  /** Receipts of the reports that it takes back, in the order in which they were sent: what the regulator calls them. */
  readonly takesBack?: readonly string[];
  /** Of what takes back: true when those reports told of more than what did not happen, or were told anew in part. */
  readonly takesBackPart?: boolean;
  /** Of a statement about a report that the regulator has: that report's name and receipt. */
  readonly document?: { readonly name: string; readonly receipt: string };
  /** What was given of `Report.wants`. */
  readonly facts?: Readonly<Record<string, string>>;
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
  /** What is sent later, under the receipt that this one gets: a document too large for it. Kept with the message. */
  readonly attached?: string;
  /** Of a question about a request: its body is what the message had attached. */
  readonly asksAttached?: boolean;
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
  /** What that message had attached; absent where it had nothing, and where `sent` is empty. */
  readonly attached?: string;
  /** The receipt that was asked about, where it is known. */
  readonly receipt?: string;
  /** The name of the report that was sent, where it is known: for wires whose bodies do not say what they are. */
  readonly report?: string;
}

/** What a message had attached, read only where it is needed. */
export type Attached = () => Promise<string>;

/** Signs bytes as the tenant's own certificate or key for the market does; base64, in the form that its secret says. */
export interface Sign {
  (bytes: Uint8Array): Promise<string>;
  /** The signer's own, DER in base64, where it is known and the signature does not hold it. */
  readonly certificate?: string | undefined;
}

/** How a call proves who makes it, at the time it is made. */
export type Access =
  /** What the tenant's secret has: a bearer token, a client certificate. */
  | 'static'
  /** A user's name and password in every call. */
  | 'basic'
  /** MDLP: a token for a signed code. */
  | 'mdlp-token'
  /** Taobao Open Platform: parameters signed with the application's secret. */
  | 'top-signature'
  /** ITS: a token for a user's name and password. */
  | 'its-token'
  /** xTrace: the same at another place. */
  | 'xtrace-token'
  /** OAuth 2.0 client credentials (RFC 6749 §4.4). */
  | 'client-credentials'
  /** An order station: the token and the id of the station. */
  | 'oms-token';

/** How to hear what a regulator tells of its own accord. A refusal `busy` is asked for again, any other one is for good. */
export interface Notices {
  /** Asks which came, from a place on; '' is before all. */
  ask(place: string): Message;
  readPage(place: string, answer: NoticeAnswer): NoticePage | Refusal;
  /** Asks for one of them. */
  askFor(id: string): Message;
  /** The notice, or what to ask next to have it. */
  read(answer: NoticeAnswer): { readonly notice: Notice } | { readonly next: Message } | Refusal;
}

/** Of a report what its facts are judged by. */
export interface JudgedReport {
  readonly key: string;
  readonly name: string;
  readonly change?: PackChange | undefined;
  readonly wants?: readonly string[] | undefined;
}

/** A market whose regulator is reported to: four verbs more, all pure. */
export interface Regime extends Omit<Market, 'systems'> {
  /** First the one that reports go to. What it is told and what its codes mean is in `catalogue.ts`: whoever sends begins sooner without. */
  readonly systems: readonly [CalledSystem, ...CalledSystem[]];
  /** True when it wants to hear of shipments, receipts and transfers, and of what packs are in: looking for those takes time. */
  readonly movements?: boolean;
  readonly packing?: boolean;
  /** True when it wants to hear of every pack in what moves, whatever that is in: `MovedThing.nested`. */
  readonly contents?: boolean;
  /** True when it can be told that things did not leave which were in others that were told of. */
  readonly voidsInside?: true;
  /** True when it is reported to for tenants alone that set an access for the market. */
  readonly onAccess?: true;
  /** What ended the duty, where it is no more: it is `onAccess`, and the access is one to rehearse. */
  readonly repealed?: string;
  /** The market whose reports of the packs of a lot have to be acknowledged before it is told anything of that lot, where a tenant reports there. */
  readonly behind?: string;
  /** True when it wants to hear of packs that were made and were no more when their lot was released. */
  readonly dropouts?: boolean;
  /** True when it is told in which of the tenant's places something happened: `ReportData.place`. */
  readonly places?: true;
  /** True when its reports name packs by whole codes: `ReportData.tails`. */
  readonly tails?: boolean;
  /** The fact by which people say what became of packs that were decommissioned without a word why; absent: they say it as a change. */
  readonly endSaidBy?: string;
  /** What no event tells, and a person may have it told by hand. Only of packs and packages as they are: not where it wants `contents`. */
  readonly statements?: readonly Statement[];
  /** `static` when absent. */
  readonly access?: Access;
  /** True when its regulator tells things of its own accord: how they are heard is in `notices-of.ts`, for whoever fetches them alone. */
  readonly notices?: true;
  /** Puts signatures into a message before it is kept and sent; absent where there are none. */
  seal?(message: Message, sign: Sign): Promise<Message>;
  /** Refuses what the regulator would refuse anyway, before it is sent; `undefined` when all is well. */
  accept(data: Omit<ReportData, 'requestId'>, report?: Report): Refusal | undefined;
  /**
   * Refuses facts that can never be right, as far as those given so far show it: by the words, forms and bounds that `accept` holds them to. Of what is missing it says
   * nothing. Absent where texts of any form are taken.
   */
  judgeFacts?(report: JudgedReport, facts: Facts): Refusal | undefined;
  /** The messages that a business act makes due, in the order in which they may be sent. */
  dueReports(act: BusinessAct): Report[];
  writeMessage(report: Report, data: ReportData): Message;
  /**
   * Asks for the result of what was received, or does what has to follow it, which may be done twice without harm. An answer may give another receipt, which is
   * asked about at once and in its place: the last one has to tell what the message is called, for reports that take it back.
   */
  askReceipt(receipt: string, holder: Holder, attached: Attached): Message | Promise<Message>;
  /** Asks whether a message arrived; `undefined` when sending it again is harmless. */
  askRequest(report: Report, requestId: string, holder: Holder): Message | undefined;
  /**
   * Seconds after which a report that arrived shows in what `askRequest` asks for, where that is its effect, for it bears no id, or a list of what was taken up: asked for sooner, it
   * would be taken for lost and sent twice. `undefined` of one that shows at once; absent: so do all.
   */
  showsAfter?(report: Pick<Report, 'name'>): number | undefined;
  /** Holds an answer against what was sent. Only an answer to the message itself, or a result, may reject: a bad answer to a question is asked for again. */
  readAnswer(answer: Answer): Verdict;
}
