import { createHash } from 'node:crypto';
import type { ISessionContext, UAObject } from 'node-opcua-address-space';
import { DataType, NodeId, type StatusCode, StatusCodes, Variant } from 'node-opcua-client';
import * as v from 'valibot';
import { isRefusal } from '#shared/refusal.ts';
import type { ForeignLine } from '../foreign-line.ts';
import { asText } from './answer.ts';
import { bind, methodOf } from './bind.ts';
import type { Bound } from './bound.ts';
import { insufficient, sessionOf } from './callers.ts';
import { nameOf, orderOf } from './find-order.ts';
import { MOST_STREAM_BYTES } from './read-events.ts';
import { wordsOf } from './said-words.ts';
import { takeDocument } from './take-document.ts';
import { streamOptions } from './words.ts';

/** A file that a client writes: it exists for its session until it is committed, closed, or left alone for too long. */
interface Transfer {
  readonly session: string;
  readonly file: UAObject;
  readonly pieces: Uint8Array[];
  readonly words: ReturnType<typeof wordsOf>;
  bytes: number;
  timer: NodeJS.Timeout;
}

/** After so long without a word a file is thrown away (ClientProcessingTimeout). */
export const TIMEOUT_MS = 60_000;
const MOST_TRANSFERS = 8;

const handleShape = v.strictTuple([v.number()]);
const bytes = v.custom<Uint8Array | null>((value) => value === null || value instanceof Uint8Array);

/** A document without a token is known by its order and what is in it. */
function digestOf(order: string, pieces: readonly Uint8Array[]): string {
  const hash = createHash('sha256').update(order);
  for (const piece of pieces) hash.update(piece);
  return hash.digest('base64url');
}

/** EPCISStream of an event manager: an EPCIS document in pieces, taken when it is committed (OPC 30260 §6.3.2.1, OPC 10000-20 §4.4). */
export class Streams {
  readonly #bound: Bound;
  readonly #line: ForeignLine;
  readonly #open = new Map<number, Transfer>();
  #last = 0;

  constructor(bound: Bound, line: ForeignLine) {
    this.#bound = bound;
    this.#line = line;
  }

  bind(stream: UAObject): void {
    const { callers } = this.#bound;
    bind(methodOf(stream, 'GenerateFileForRead', 0), () => StatusCodes.BadNotSupported);
    bind(methodOf(stream, 'GenerateFileForWrite', 0), (inputs, context) => {
      const [options] = v.parse(v.strictTuple([streamOptions]), inputs);
      if (!callers.mayTell(context)) return this.#no(context, StatusCodes.BadUserAccessDenied, insufficient.problems);
      if (this.#open.size >= MOST_TRANSFERS) return StatusCodes.BadTooManyOperations;
      return this.#begin(sessionOf(context), wordsOf(options?.eventContext ?? []));
    });
    bind(methodOf(stream, 'CloseAndCommit', 0), (inputs, context) => {
      const [handle] = v.parse(handleShape, inputs);
      const transfer = this.#find(handle, context);
      if (transfer === undefined) return StatusCodes.BadInvalidArgument;
      this.#drop(handle, transfer);
      return this.#commit(transfer, context);
    });
  }

  /** Forgets what was not committed. */
  close(): void {
    for (const { timer } of this.#open.values()) clearTimeout(timer);
    this.#open.clear();
  }

  #begin(session: string, words: Transfer['words']): Variant[] {
    const { space } = this.#bound;
    const type = space.findObjectType('FileType');
    if (type === null) throw new Error('the model has no FileType');
    this.#last += 1;
    const handle = this.#last;
    // In no folder: it can be had by its id alone.
    const file = type.instantiate({ browseName: `EPCIS ${handle}`, namespace: space.getOwnNamespace() });
    const timer = setTimeout(() => this.#drop(handle, transfer), TIMEOUT_MS).unref();
    const transfer: Transfer = { session, file, pieces: [], words, bytes: 0, timer };
    this.#open.set(handle, transfer);
    bind(methodOf(file, 'Write', 0), (inputs, context) => {
      const [of, data] = v.parse(v.strictTuple([v.number(), bytes]), inputs);
      return this.#write(of, data, context);
    });
    bind(methodOf(file, 'Close', 0), (inputs, context) => {
      const [of] = v.parse(handleShape, inputs);
      const found = this.#find(of, context);
      if (found === undefined) return StatusCodes.BadInvalidArgument;
      this.#drop(of, found);
      return [];
    });
    return [
      new Variant({ dataType: DataType.NodeId, value: file.nodeId }),
      new Variant({ dataType: DataType.UInt32, value: handle }),
    ];
  }

  #write(handle: number, data: Uint8Array | null, context: ISessionContext): Variant[] | StatusCode {
    const transfer = this.#find(handle, context);
    if (transfer === undefined) return StatusCodes.BadInvalidArgument;
    if (data === null || data.length === 0) return [];
    if (transfer.bytes + data.length > MOST_STREAM_BYTES) {
      this.#drop(handle, transfer);
      return this.#no(context, StatusCodes.BadEncodingLimitsExceeded, [`more than ${MOST_STREAM_BYTES} bytes`]);
    }
    transfer.timer.refresh();
    transfer.bytes += data.length;
    transfer.pieces.push(Uint8Array.from(data));
    return [];
  }

  /** A document that is taken as a whole is answered Good; one of which something was not, Uncertain: why is asked by ExplainLast. */
  async #commit({ words, pieces }: Transfer, context: ISessionContext): Promise<Variant[] | StatusCode> {
    const order = orderOf(this.#line, words);
    if (isRefusal(order)) return this.#no(context, StatusCodes.BadInvalidState, [asText(order)]);
    const taken = await takeDocument(this.#line, order, pieces, words.RequestToken ?? digestOf(nameOf(order), pieces));
    if (isRefusal(taken)) {
      const status =
        taken.refused === 'too-large' ? StatusCodes.BadEncodingLimitsExceeded : StatusCodes.BadDecodingError;
      return this.#no(context, status, [asText(taken)]);
    }
    this.#bound.callers.keep(context, taken.problems);
    if (taken.problems.length > 0) return StatusCodes.Uncertain;
    return [new Variant({ dataType: DataType.NodeId, value: NodeId.nullNodeId })];
  }

  #find(handle: number, context: ISessionContext): Transfer | undefined {
    const transfer = this.#open.get(handle);
    return transfer?.session === sessionOf(context) ? transfer : undefined;
  }

  #drop(handle: number, { file, timer }: Transfer): void {
    clearTimeout(timer);
    this.#open.delete(handle);
    // Not within the call that the file's own method is answering.
    setImmediate(() => this.#bound.space.deleteNode(file));
  }

  #no(context: ISessionContext, status: StatusCode, problems: readonly string[]): StatusCode {
    this.#bound.callers.keep(context, problems);
    return status;
  }
}
