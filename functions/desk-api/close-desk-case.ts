import { entryOfMessage, nextMessage, withOwn } from '#common/desk/desk-change.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { signatureOf } from '#common/signature.ts';
import { foldCase } from '#shared/desk/fold-case.ts';
import { type DeskKind, isNotice, isOver } from '#shared/desk/kinds.ts';
import { isOfQuality, type Resolution } from '#shared/desk/resolutions.ts';
import { assignedCase, closedCase } from '#shared/messages/desk-api.ts';
import { refuse } from '#shared/refusal.ts';
import { decideDesk } from './decide-desk.ts';
import { findDeskCase } from './find-desk-case.ts';
import { mustBeOfQuality } from './must-be-of-quality.ts';
import type { DeskApiNeeds } from './needs.ts';
import { tellDeskCase } from './tell-desk-case.ts';

/** Ends a case that we opened, with a reason; signed by quality where that decides. */
export const closeDeskCase =
  (needs: DeskApiNeeds): Endpoint =>
  async (request) => {
    const { outcome, reason, signature } = read(closedCase, json(request));
    const before = await findDeskCase(needs, request);
    if (before.state === outcome) return { status: 200, body: tellDeskCase(before) };
    if (isOver(before.state) || before.side === 'respondent')
      throw new Refused(
        refuse('conflict', isOver(before.state) ? `the case is ${before.state}` : 'the partner opened it', {
          at: '/outcome',
          remedy: isOver(before.state) ? 'open another case' : 'agree with the partner, who ends it',
        }),
      );
    const at = needs.now();
    const { proposal, state } = foldCase(before.kind, before.messages);
    const agreed = state === 'agreed' ? proposal?.resolution : undefined;
    if (isDecidedByQuality(before.kind, outcome, agreed)) mustBeOfQuality(request, signature);
    const signed = { case: before.id, outcome, reason, found: foldCase(before.kind, before.messages).found };
    const record = signature && signatureOf(request, { ...signature, reason }, signed, at);
    const act = outcome === 'resolved' ? ('resolve' as const) : ('withdraw' as const);
    const message = nextMessage(before, { id: needs.uuid(), side: before.side, act, text: reason }, at);
    const entry = { ...entryOfMessage(message, request.caller, at), ...(record && { signature: record }) };
    const row = await decideDesk(needs, request, at, {
      act: 'desk-case-closed',
      change: { before, after: withOwn(before, message, at), entries: [entry] },
      detail: { outcome, reason },
      ...(record && { signature: record }),
    });
    return { status: 200, body: tellDeskCase(row) };
  };

/**
 * Whether quality ends it: a notice, what it decided itself, and goods that are not what their data say, of which nothing else was agreed: they were taken as they
 * are.
 */
const isDecidedByQuality = (kind: DeskKind, outcome: 'resolved' | 'withdrawn', agreed: Resolution | undefined) =>
  isNotice(kind) ||
  isOfQuality(kind, agreed) ||
  (outcome === 'resolved' && agreed === undefined && isOfQuality(kind, 'accept-as-is'));

/** Gives a case to somebody, or to nobody. */
export const assignDeskCase =
  (needs: DeskApiNeeds): Endpoint =>
  async (request) => {
    const { assignee } = read(assignedCase, json(request));
    const before = await findDeskCase(needs, request);
    if (before.assignee === assignee) return { status: 200, body: tellDeskCase(before) };
    const at = needs.now();
    const detail = assignee === undefined ? 'to nobody' : `to ${assignee}`;
    const entry = { at: at.toISOString(), by: request.caller, what: 'assigned', detail };
    const row = await decideDesk(needs, request, at, {
      act: 'desk-case-assigned',
      change: { before, after: { ...before, assignee }, entries: [entry] },
      detail: { assignee: assignee ?? null, was: before.assignee ?? null },
    });
    return { status: 200, body: tellDeskCase(row) };
  };
