import { entryOfMessage, nextMessage, withOwn } from '#common/desk/desk-change.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { signatureOf } from '#common/signature.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import { foldCase } from '#shared/desk/fold-case.ts';
import { isOver } from '#shared/desk/kinds.ts';
import { isEndOfQuality } from '#shared/desk/resolutions.ts';
import { assignedCase, closedCase } from '#shared/messages/desk-api.ts';
import { refuse } from '#shared/refusal.ts';
import { decideDesk } from './decide-desk.ts';
import { mustBeOfQuality } from './must-be-of-quality.ts';
import type { DeskApiNeeds } from './needs.ts';
import { tellDeskCase } from './tell-desk-case.ts';

/** Ends a case that we opened, with a reason; signed by quality where that decides. Who says what was read ends nothing over what he has not. */
export const closeDeskCase =
  (needs: DeskApiNeeds): Endpoint =>
  async (request) => {
    const { outcome, reason, signature, read: seen } = read(closedCase, json(request));
    const row = await decideDesk(needs, request, (before, at) => {
      if (before.state === outcome) return undefined;
      mustBeOurs(before);
      mustBeRead(before, seen);
      const { proposal, state, found } = foldCase(before.kind, before.messages);
      const agreed = state === 'agreed' ? proposal?.resolution : undefined;
      if (isEndOfQuality(before.kind, outcome, agreed)) mustBeOfQuality(request, signature);
      const signed = { case: before.id, outcome, reason, found };
      const record = signature && signatureOf(request, { ...signature, reason }, signed, at);
      const act = outcome === 'resolved' ? ('resolve' as const) : ('withdraw' as const);
      const message = nextMessage(before, { id: needs.uuid(), side: before.side, act, text: reason }, at);
      const entry = { ...entryOfMessage(message, request.caller, at), ...(record && { signature: record }) };
      return {
        act: 'desk-case-closed',
        ...{ after: withOwn(before, message, at), entries: [entry], detail: { outcome, reason } },
        ...(record && { signature: record }),
      };
    });
    return { status: 200, body: tellDeskCase(row) };
  };

function mustBeOurs({ state, side }: DeskCase): void {
  if (!isOver(state) && side === 'claimant') return;
  throw new Refused(
    refuse('conflict', isOver(state) ? `the case is ${state}` : 'the partner opened it', {
      at: '/outcome',
      remedy: isOver(state) ? 'open another case' : 'agree with the partner, who ends it',
    }),
  );
}

/** @throws Refused `conflict` when more was said than whoever ends it has read */
function mustBeRead({ messages }: DeskCase, seen = messages.length): void {
  if (seen >= messages.length) return;
  const since = messages.slice(seen).map(({ act, side }) => `${act} of the ${side}`);
  throw new Refused(
    refuse('conflict', `more was said meanwhile: ${since.join(', ')}`, {
      at: '/read',
      remedy: 'read it, then end the case',
    }),
  );
}

/** Gives a case to somebody, or to nobody. */
export const assignDeskCase =
  (needs: DeskApiNeeds): Endpoint =>
  async (request) => {
    const { assignee } = read(assignedCase, json(request));
    const row = await decideDesk(needs, request, (before, at) => {
      if (before.assignee === assignee) return undefined;
      const words = assignee === undefined ? 'to nobody' : `to ${assignee}`;
      const entry = { at: at.toISOString(), by: request.caller, what: 'assigned', detail: words };
      const detail = { assignee: assignee ?? null, was: before.assignee ?? null };
      return { act: 'desk-case-assigned', after: { ...before, assignee }, entries: [entry], detail };
    });
    return { status: 200, body: tellDeskCase(row) };
  };
