import * as v from 'valibot';
import { signatureRecord } from '../../shared/access/signature.ts';
import { deskMessage, foundPacks } from '../../shared/desk/desk-message.ts';
import { deskKinds, deskStates, sides } from '../../shared/desk/kinds.ts';
import { resolutions } from '../../shared/desk/resolutions.ts';

const said = v.optional(v.string());
const clock = v.object({ since: v.string(), due: v.string(), missedAt: said, metAt: said, stoppedAt: said });

const brief = {
  id: v.string(),
  kind: v.picklist(deskKinds),
  state: v.picklist(deskStates),
  title: v.string(),
  side: v.picklist(sides),
  partner: v.string(),
  origin: v.object({ kind: v.string(), id: said }),
  createdAt: v.string(),
  updatedAt: v.string(),
  ended: v.boolean(),
  awaits: v.optional(v.picklist(['us', 'partner'])),
  assignee: said,
  clock: v.optional(clock),
  /** Why it does not go on without a person. */
  problem: said,
};
const briefCase = v.object(brief);
export type BriefCase = v.InferOutput<typeof briefCase>;

const entry = v.object({
  n: v.number(),
  at: v.string(),
  by: v.string(),
  what: v.string(),
  detail: said,
  signature: v.optional(signatureRecord),
});

/** A case as it is told after every act on it; its history where it was asked for. */
export const deskCase = v.object({
  ...brief,
  way: v.string(),
  subject: v.record(v.string(), v.unknown()),
  messages: v.array(deskMessage),
  /** Ids of messages that came to nothing. */
  crossed: v.array(v.string()),
  proposal: v.optional(
    v.object({ id: v.string(), side: v.picklist(sides), resolution: v.picklist(resolutions), text: said }),
  ),
  found: v.optional(foundPacks),
  toldBy: v.optional(v.picklist(['network', 'pdg', 'client', 'nobody'])),
  told: v.optional(v.boolean()),
  toldFrom: said,
  resent: v.optional(v.array(v.string())),
  dscsa: said,
  suspect: said,
  history: v.optional(v.array(entry), []),
});
export type DeskCase = v.InferOutput<typeof deskCase>;

/** A page of cases with partners. */
export const deskPage = v.object({ cases: v.array(briefCase), next: said });

export const deskCasePath = (id: string) => `/api/desk/cases/${encodeURIComponent(id)}`;

/** When somebody's answer is due; undefined when no clock runs. */
export const dueOf = ({ clock: runs }: Pick<BriefCase, 'clock'>): string | undefined =>
  runs === undefined || runs.metAt !== undefined || runs.stoppedAt !== undefined ? undefined : runs.due;

/** What is open before what ended; what is due before what no clock runs for; then the latest. */
export function bySoonest(a: BriefCase, b: BriefCase): number {
  const place = (row: BriefCase) => (row.ended ? '2' : `${dueOf(row) === undefined ? '1' : `0 ${dueOf(row)}`}`);
  return place(a).localeCompare(place(b)) || b.createdAt.localeCompare(a.createdAt);
}
