import type { Rejection } from '../rules/codes.ts';
import type { Subject } from '../subjects.ts';

export type Result = 'Accepted' | 'Rejected' | 'Partial';

export interface Outcome {
  readonly at: number;
  readonly result: Result;
  readonly errors: readonly Rejection[];
  /** It did not follow the schema. */
  readonly isMalformed: boolean;
  /** Counts documents in the order in which they were judged. */
  readonly number: number;
}

/** A document that a participant sent. */
export interface Filed {
  readonly id: string;
  readonly requestId: string;
  readonly by: Subject;
  readonly digest: string;
  readonly sign: string;
  readonly channel: number;
  at: number;
  due: number;
  state: 'uploading' | 'waiting' | 'lost' | 'settled' | 'cancelled';
  /** As far as the document says so. */
  head: Head;
  outcome?: Outcome;
  isRecalled: boolean;
}

/** What the head of a document tells at a glance. */
export interface Head {
  readonly type: number;
  readonly version: string;
  readonly sender: string;
  readonly receiver: string;
}

/** A document that the operator wrote to a participant. */
export interface Inbound extends Head {
  readonly id: string;
  readonly to: Subject;
  readonly at: number;
}

const LOOKED_AT = 4_000;
const noHead: Head = { type: 0, version: '', sender: '', receiver: '' };

/** Reads the head without judging it. */
export function headOf(document: Buffer | undefined): Head {
  if (document === undefined) return noHead;
  const text = document.subarray(0, LOOKED_AT).toString('utf8');
  const first = (pattern: RegExp) => pattern.exec(text)?.[1]?.trim() ?? '';
  return {
    type: Number(first(/action_id="(\d{1,6})"/)),
    version: first(/<documents[^>]*\bversion="([^"]{1,10})"/),
    sender: first(/<subject_id>([^<]{1,40})</),
    receiver: first(/<(?:receiver_id|counterparty_id|shipper_id|owner_id)>([^<]{1,40})</),
  };
}
