import * as v from 'valibot';
import { canonicalJson } from '../wire/canonical-json.ts';
import type { JsonObject } from '../wire/json.ts';

/** What is kept in versions. */
export const masterKinds = ['product', 'location', 'partner'] as const;
export type MasterKind = (typeof masterKinds)[number];

/** What a version says; which members it has depends on its kind. */
export type Content = JsonObject;

/** Only what was checked against its kind's shape is ever kept, so it is believed. */
export const content = v.custom<Content>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object',
);

const whole = v.pipe(v.number(), v.integer(), v.minValue(1));
const time = v.pipe(v.string(), v.isoTimestamp());

export const versionActs = [
  'drafted',
  'changed',
  'submitted',
  'approved',
  'rejected',
  'withdrawal-asked',
  'withdrawn',
  'dropped',
] as const;

/** One thing that somebody did to a version. */
export const act = v.object({
  at: time,
  /** The `sub` of the token. */
  by: v.string(),
  what: v.picklist(versionActs),
  reason: v.optional(v.string()),
});
export type Act = v.InferOutput<typeof act>;

/** A version that is being worked on; there is one at most. */
export const openVersion = v.object({
  version: whole,
  /** Grows with every change, so that whoever approves says what he read. */
  revision: whole,
  state: v.picklist(['draft', 'submitted']),
  /** Of one that withdraws: what would end. */
  content,
  /** Approved, it ends what is in force. */
  withdraws: v.optional(v.literal(true)),
  /** When it shall come into force; absent: with its approval. */
  effectiveFrom: v.optional(time),
  /** Everybody who gave it its content, submitted it, or asked for the withdrawal: none of them may approve it. */
  authors: v.array(v.string()),
  acts: v.array(act),
});
export type OpenVersion = v.InferOutput<typeof openVersion>;

/** A version that is decided about. Never changes again. */
export const closedVersion = v.object({
  version: whole,
  revision: whole,
  state: v.picklist(['approved', 'withdrawn', 'dropped']),
  /** Absent in a version that withdraws. */
  content: v.optional(content),
  effectiveFrom: v.optional(time),
  authors: v.array(v.string()),
  acts: v.array(act),
});
export type ClosedVersion = v.InferOutput<typeof closedVersion>;

/** What holds from a time on; without content nothing does: it was withdrawn. */
export const effective = v.object({ version: whole, effectiveFrom: time, content: v.optional(content) });
export type Effective = v.InferOutput<typeof effective>;

/** What is known of one product, location or partner without reading its history. */
export const masterHead = v.object({
  /** The greatest version number ever given. */
  latest: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** What is in force and what comes into force later, by time. */
  current: v.array(effective),
  open: v.optional(openVersion),
});
export type MasterHead = v.InferOutput<typeof masterHead>;

/** The version in force at a time (ISO 8601, UTC); of two of one time the later version. Undefined before the first. */
export function inForce(current: readonly Effective[], at: string): Effective | undefined {
  return inOrder(current).findLast(({ effectiveFrom }) => effectiveFrom <= at);
}

/** What must be kept at a time: the version in force and all that come later. */
export function stillCounting(current: readonly Effective[], at: string): Effective[] {
  const now = inForce(current, at);
  return inOrder(current).filter((one) => one === now || one.effectiveFrom > at);
}

const inOrder = (current: readonly Effective[]) =>
  current.toSorted((a, b) =>
    a.effectiveFrom === b.effectiveFrom ? a.version - b.version : a.effectiveFrom < b.effectiveFrom ? -1 : 1,
  );

/** True when two contents say the same, whatever the order of their members. */
export const sameContent = (a: Content, b: Content): boolean => canonicalJson(a) === canonicalJson(b);

/** Names what somebody sees of the latest version: `3.2` while its revisions can follow each other, `3` once it is decided about. @param version its revision, where it is open */
export const tagOfVersion = ({
  version,
  revision,
}: {
  readonly version: number;
  readonly revision?: number;
}): string => (revision === undefined ? String(version) : `${version}.${revision}`);
