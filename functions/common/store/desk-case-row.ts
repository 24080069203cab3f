import * as v from 'valibot';
import { signatureRecord } from '#shared/access/signature.ts';
import { deskMessage } from '#shared/desk/desk-message.ts';
import { deskSubject } from '#shared/desk/desk-subject.ts';
import { deskKinds, deskStates, sides } from '#shared/desk/kinds.ts';
import { nextCall } from '#shared/dscsa/clocks.ts';
import { due } from './due.ts';

/** How long after work is due `sweep` wakes it, when the message that should have done so was lost. */
const GRACE_MS = 30_000;

const said = v.optional(v.string());

export const storedDeskCase = v.object({
  tenant: v.string(),
  id: v.string(),
  kind: v.picklist(deskKinds),
  /** As its messages have it. */
  state: v.picklist(deskStates),
  title: v.string(),
  /** Ours. */
  side: v.picklist(sides),
  /** Id of the other side in the master data. */
  partner: v.string(),
  /** network: a tenant of this installation, which has the same case · pdg: its desk takes reports of the PDG's schema · portal: it reads and answers by its own client. */
  way: v.picklist(['network', 'pdg', 'portal']),
  /** The same case with the other tenant, once that has it. */
  peer: v.optional(v.object({ tenant: v.string(), id: v.string() })),
  /** What it came of; `id` of an exception, a recall, a case of suspect product. */
  origin: v.object({ kind: v.picklist(['person', 'partner', 'receipt', 'exception', 'recall', 'suspect']), id: said }),
  subject: deskSubject,
  messages: v.array(deskMessage),
  /** From when on the other side is told: what was found by itself may explain itself before. */
  toldFrom: said,
  /** Ids of ours that the other tenant does not have yet. */
  untold: v.array(v.string()),
  assignee: said,
  by: v.string(),
  createdAt: v.string(),
  updatedAt: v.string(),
  /** Grows with every change. */
  version: v.number(),
  /** Rows of its history. */
  entries: v.number(),
  /** How long the side has whose turn it is, `since` it is. */
  clock: v.optional(
    v.object({
      since: v.string(),
      due: v.string(),
      warnedAt: said,
      missedAt: said,
      metAt: said,
      stoppedAt: said,
    }),
  ),
  /** Why it does not go on without a person. */
  problem: said,
  /** When it is looked at next. */
  work: v.optional(v.object({ notBefore: v.string() })),
  /** What was done of what was agreed: deliveries that tell again. */
  resent: v.optional(v.array(v.string())),
  /** The case of the DSCSA that carries it to a desk of the PDG's, and when that was ended with it. */
  dscsa: said,
  dscsaEndedAt: said,
  /** Our own case of suspect product, of a notice about some. */
  suspect: said,
  /** When it was noted there that the partner suspects it no longer. */
  liftedAt: said,
});

/** A case between companies, as one of them has it. A quality record: it is kept. */
export type DeskCase = v.InferOutput<typeof storedDeskCase>;

export const deskEntry = v.object({
  n: v.number(),
  /** ISO 8601. */
  at: v.string(),
  /** A person or machine client; `rules` when nobody did it, `partner` when the other side did. */
  by: v.string(),
  what: v.string(),
  detail: said,
  /** Of the message that it was said by. */
  message: said,
  signature: v.optional(signatureRecord),
});
export type DeskEntry = v.InferOutput<typeof deskEntry>;
export type NewDeskEntry = Omit<DeskEntry, 'n'>;

/** Who acts when nobody does, and when the other side does. */
export const BY_RULES = 'rules';
export const BY_PARTNER = 'partner';

/** Whether the other side can have heard of it: a tenant that did not take it yet, and a desk that has no report of it, cannot be late. */
export const isToldOf = ({ way, peer, dscsa }: Pick<DeskCase, 'way' | 'peer' | 'dscsa'>): boolean =>
  way === 'network' ? peer !== undefined : way === 'portal' || dscsa !== undefined;

/** Attributes by which `sweep` finds a case: when its work or its clock wants to be looked at next. None when neither does. */
export function deskDueOf(row: Pick<DeskCase, 'tenant' | 'id' | 'clock' | 'work' | 'way' | 'peer' | 'dscsa'>) {
  const { tenant, id, clock, work } = row;
  const looks = [isToldOf(row) ? nextCall(clock) : undefined, work && Date.parse(work.notBefore) + GRACE_MS];
  const next = Math.min(...looks.map((one) => one ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(next) ? due(tenant, new Date(next), 'desk', { tenant, case: id }) : {};
}
