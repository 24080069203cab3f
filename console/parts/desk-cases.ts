import * as v from 'valibot';
import { signatureRecord } from '../../shared/access/signature.ts';
import { deskMessage, foundPacks } from '../../shared/desk/desk-message.ts';
import { deskKinds, deskStates, sides } from '../../shared/desk/kinds.ts';
import { resolutions } from '../../shared/desk/resolutions.ts';
import type { Api, Listed } from '../api.ts';
import { element } from './element.ts';
import { pageBehind } from './member-lists.ts';
import { when } from './when.ts';

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
  told: v.optional(v.boolean()),
  toldFrom: said,
  resent: v.optional(v.array(v.string())),
  dscsa: said,
  suspect: said,
  history: v.optional(v.array(entry), []),
});
export type DeskCase = v.InferOutput<typeof deskCase>;

const page = v.object({ cases: v.array(briefCase), next: said });

/** A page of cases with partners. */
export async function readCases(api: Api, path: string): Promise<Listed<BriefCase[]>> {
  const { cases, next } = await api.get(path, page);
  return { rows: cases, next: pageBehind(path, next) };
}

/** When somebody's answer is due; undefined when no clock runs. */
export const dueOf = ({ clock: runs }: Pick<BriefCase, 'clock'>): string | undefined =>
  runs === undefined || runs.metAt !== undefined || runs.stoppedAt !== undefined ? undefined : runs.due;

/** When it is due, and that it is late. */
export function dueCell(row: Pick<BriefCase, 'clock' | 'ended'>): HTMLElement | undefined {
  const due = dueOf(row);
  if (due === undefined || row.ended) return undefined;
  const isLate = row.clock?.missedAt !== undefined || Date.parse(due) < Date.now();
  return element('span', { class: isLate ? 'bad' : '' }, when(due), isLate ? ' late' : undefined);
}
