import * as v from 'valibot';
import { inboundProblem, inboundStates } from '#shared/messages/inbound-api.ts';
import { inboundWays } from '#shared/network/channel-kinds.ts';

export type InboundState = (typeof inboundStates)[number];
export type InboundProblem = v.InferOutput<typeof inboundProblem>;

const unheardOf = v.object({ things: v.array(v.string()), events: v.array(v.string()), count: v.number() });

export const storedInbound = v.object({
  tenant: v.string(),
  documentId: v.string(),
  /** In the master data. */
  partner: v.string(),
  way: v.picklist(inboundWays),
  /** What its sender knows it by: a Message-ID, a path with size and time, a request id. */
  senderId: v.string(),
  fileName: v.string(),
  contentType: v.string(),
  bytes: v.number(),
  /** Hex. */
  sha256: v.string(),
  /** Of the object that holds the exact bytes. */
  key: v.string(),
  /** Of the objects that hold what proves its origin: the signed message as it came, the receipt that was given. */
  evidence: v.optional(v.array(v.string()), []),
  receivedAt: v.string(),
  /** What became of it is told by a file in the partner's folder of results. */
  toldByFile: v.optional(v.boolean()),
  /** The receipt that its sender was given is among its evidence. */
  hasReceipt: v.optional(v.boolean()),
  state: v.picklist(inboundStates),
  /** What it turned out to be: `epcis`, or a message family of `shared/mapping`. */
  family: v.optional(v.string()),
  /** The mapping that read it, with its version: `name@3`. */
  mapping: v.optional(v.string()),
  /** By which its sender knows the message that it holds, where it is one. */
  controlNumber: v.optional(v.string()),
  captureId: v.optional(v.string()),
  problems: v.optional(v.array(inboundProblem), []),
  /** Units of ours that it sends back, of which nobody told us that its sender had them: the first of them, the events, and how many there are. */
  returns: v.optional(unheardOf),
  /** The same of what it ships on to others. */
  onward: v.optional(unheardOf),
  /** The first of its events of which was not looked yet whether its sender may tell it, where one turn did not suffice for all. */
  judgedTo: v.optional(v.number()),
  waitsFor: v.optional(v.string()),
  /** Since when it waits without a break. */
  waitsSince: v.optional(v.string()),
  /** When it was last looked whether it still has to wait. */
  triedAt: v.optional(v.string()),
  attempts: v.optional(v.number(), 0),
  /** How often a person had it read again: each reading is a capture of its own. */
  readings: v.optional(v.number(), 0),
  /** The first document with the same content, where this is a double. */
  duplicateOf: v.optional(v.string()),
  /** When its sender was told, and where to. */
  answered: v.optional(v.object({ at: v.string(), by: v.string() })),
  settledAt: v.optional(v.string()),
});

/** One document that a partner sent, from its receipt to the answer. */
export type InboundDocument = v.InferOutput<typeof storedInbound>;

/** What a document is when its bytes are kept and nothing else is known. */
export type KeptInbound = Pick<
  InboundDocument,
  | 'tenant'
  | 'partner'
  | 'way'
  | 'senderId'
  | 'fileName'
  | 'contentType'
  | 'bytes'
  | 'sha256'
  | 'key'
  | 'evidence'
  | 'receivedAt'
  | 'toldByFile'
>;

/** What a turn of its work leads to. */
export type InboundChange = Partial<Omit<InboundDocument, keyof KeptInbound | 'documentId' | 'duplicateOf'>>;

/** States in which nothing more is done about a document, unless a person has it tried again. */
export const isSettled = ({ state }: Pick<InboundDocument, 'state'>): boolean =>
  state !== 'received' && state !== 'reading' && state !== 'waiting';

/** Time first, so that documents list in the order in which they came; one for each id of a sender's, whoever receives it. */
export const inboundIdOf = (at: string, hash: string): string => `${at.replaceAll(/[-:.]/g, '')}-${hash.slice(0, 24)}`;

/** The document whose capture an id names, as readings of one are called; undefined where it is not the capture of what a partner sent. */
export const documentOfCapture = (captureId: string): string | undefined =>
  /^(\d{8}T\d{9}Z-[\da-f]{24})(?:-\d+)?$/.exec(captureId)?.[1];
