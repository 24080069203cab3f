import * as v from 'valibot';
import { changeable, orderChange } from '#shared/messages/orders-api.ts';
import { newOrder } from '#shared/messages/site-api.ts';
import type { Batch } from '../../../store/batches.ts';
import type { Asked, Draft } from '../../../store/drafts.ts';
import type { SaidOfOrder } from '../../../store/erp-orders.ts';
import { orderProblem } from '../order-problem.ts';
import { type WriteNeeds, wholeOrder, writtenOrder } from '../write-order.ts';

/** What a row comes to: what L4 is asked for, if anything. */
export interface Judged {
  readonly owner: string;
  readonly order: string;
  readonly said: SaidOfOrder;
  readonly result: 'new' | 'corrected' | 'change' | 'same';
  readonly asked?: Asked;
}

/** What keeps a row from being taken, by the member of the order that it stands at. */
export interface Fault {
  readonly member: string;
  readonly detail: string;
  readonly rule: string;
  readonly remedy: string;
}

/**
 * Judges what a row says against what is known of its order. What was said before is said again without effect; something else is a correction as
 * long as L4 has not been asked, and a change from then on, until the line begins.
 *
 * @param defaults what an order of its product says where the row does not
 * @param file its name, for the reason of a change
 */
export function judgeRow(needs: WriteNeeds, said: SaidOfOrder, defaults: object, file: string): Judged | Fault[] {
  const written = v.safeParse(writtenOrder, { ...defaults, ...said });
  if (!written.success) return faultsOf(written.issues);
  const whole = wholeOrder(needs, written.output);
  const { owner, order } = whole;
  const draft = needs.drafts.of(owner, order);
  const batch = needs.batches.ofOrder(owner, order);
  const last = needs.erpOrders.last(owner, order);
  const about = { owner, order, said };
  const before: Readonly<Record<string, unknown>> =
    last ?? batch?.order ?? (draft?.asked.kind === 'order' ? draft.asked.body : {});
  const other = Object.fromEntries(Object.entries(said).filter(([member, value]) => before[member] !== value));
  const isKnown = draft !== undefined || batch !== undefined || last !== undefined;
  if (isKnown && Object.keys(other).length === 0) return { ...about, result: 'same' };
  if (draft?.state === 'sent' || (isKnown && draft === undefined && batch === undefined)) return [onItsWay];
  if (batch !== undefined) return changed(needs, { ...about, other, file }, batch, draft);
  const body = draft?.asked.kind === 'order' ? v.safeParse(newOrder, { ...draft.asked.body, ...other }) : undefined;
  if (body?.success === false) return faultsOf(body.issues);
  const wanted = body?.output ?? whole;
  const problem = orderProblem(needs, wanted);
  if (problem !== undefined)
    return [fault(problem.at?.slice(1) ?? 'order', problem.detail, problem.rule, problem.remedy)];
  return { ...about, result: draft === undefined ? 'new' : 'corrected', asked: { kind: 'order', body: wanted } };
}

interface Other {
  readonly owner: string;
  readonly order: string;
  readonly said: SaidOfOrder;
  /** Members of which the row says something else than before. */
  readonly other: SaidOfOrder;
  readonly file: string;
}

function changed(
  needs: WriteNeeds,
  { other, file, ...about }: Other,
  batch: Batch,
  draft: Draft | undefined,
): Judged | Fault[] {
  const may: readonly string[] = changeable;
  const fixed = Object.keys(other).filter((member) => !may.includes(member));
  if (fixed.length > 0) return fixed.map((member) => fault(member, 'cannot be changed', ...anew));
  if (batch.state !== 'created' && batch.state !== 'assigned')
    return Object.keys(other).map((member) => fault(member, `the order is ${batch.state} on ${batch.line}`, ...begun));
  const running: Readonly<Record<string, unknown>> = batch.order;
  const wanted = Object.entries(other).filter(([member, value]) => running[member] !== value);
  if (wanted.length === 0) return { ...about, result: 'same' };
  const problem = orderProblem(needs, { ...batch.order, ...Object.fromEntries(wanted) });
  if (problem !== undefined)
    return [fault(problem.at?.slice(1) ?? 'order', problem.detail, problem.rule, problem.remedy)];
  const waiting = draft?.asked.kind === 'change' ? draft.asked.body : {};
  const body = {
    ...waiting,
    revision: batch.seen,
    reason: `file ${file}`.slice(0, 500),
    ...Object.fromEntries(wanted),
  };
  const parsed = v.safeParse(orderChange, body);
  if (!parsed.success) return faultsOf(parsed.issues);
  return { ...about, result: 'change', asked: { kind: 'change', body: parsed.output } };
}

const faultsOf = (issues: readonly v.BaseIssue<unknown>[]): Fault[] =>
  issues.map((issue) => fault(v.getDotPath(issue) ?? 'order', issue.input === undefined ? 'is needed' : issue.message));

const fault = (
  member: string,
  detail: string,
  rule = 'docs/site.md, Orders',
  remedy = 'Give it in the row, or for its product in the site’s settings (`orders.products`).',
): Fault => ({ member, detail, rule, remedy });

const anew = [
  'a lot keeps its product, number, owner and pools',
  'Cancel the order, and order anew under another number.',
] as const;
const begun = [
  'an order is changed before line clearance',
  'Leave the order as it was, or end it at the line and order the rest anew.',
] as const;
const onItsWay = fault(
  'order',
  'it has been sent, and L4 has yet to answer',
  'what L4 may have taken is not changed behind its back',
  'Drop the file again in a minute.',
);
