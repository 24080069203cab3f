import * as v from 'valibot';
import { approval, standings } from './master-data-api.ts';

/** Approvals in one call: as many as end before a gateway gives up. */
export const MOST_APPROVALS = 200;

/** What was read of each version that is decided about; `id` is the GTIN, GLN or name of the partner. */
export const approvals = v.strictObject({
  approvals: v.pipe(
    v.array(v.strictObject({ id: v.pipe(v.string(), v.minLength(1), v.maxLength(80)), ...approval.entries })),
    v.minLength(1, 'must name what is approved'),
    v.maxLength(MOST_APPROVALS, `must be ${MOST_APPROVALS} at most: send the others in another call`),
  ),
});
export type Approval = v.InferOutput<typeof approvals>['approvals'][number];

/** What became of one; the reason where it was refused. */
export const approvalOutcome = v.object({
  id: v.string(),
  version: v.number(),
  outcome: v.picklist(['approved', 'refused']),
  standing: v.optional(v.picklist(standings)),
  detail: v.optional(v.string()),
  rule: v.optional(v.string()),
  remedy: v.optional(v.string()),
});
export type ApprovalOutcome = v.InferOutput<typeof approvalOutcome>;

/** In the order in which they were asked for. */
export const approvalReport = v.object({
  approved: v.number(),
  refused: v.number(),
  results: v.array(approvalOutcome),
});
