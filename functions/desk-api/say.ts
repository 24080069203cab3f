import { isDeepStrictEqual } from 'node:util';
import { entryOfMessage, nextMessage, withMessages, withOwn } from '#common/desk/desk-change.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { signatureOf } from '#common/signature.ts';
import { BY_PARTNER, type DeskCase } from '#common/store/desk-case-row.ts';
import type { SignatureRecord } from '#shared/access/signature.ts';
import type { DeskMessage } from '#shared/desk/desk-message.ts';
import { beyondList } from '#shared/desk/effectiveness.ts';
import { fits, foldCase } from '#shared/desk/fold-case.ts';
import { type DeskKind, otherSide, type Side } from '#shared/desk/kinds.ts';
import { isOfQuality, resolutionsOf } from '#shared/desk/resolutions.ts';
import { sayableActs } from '#shared/desk/sayable-acts.ts';
import { newDeskMessage, type PartnerMessage, partnerMessage, type SpokenMessage } from '#shared/messages/desk-api.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { decideDesk } from './decide-desk.ts';
import { speakingPartner } from './find-desk-case.ts';
import { mustBeHeard } from './must-be-heard.ts';
import { mustBeOfQuality } from './must-be-of-quality.ts';
import type { DeskApiNeeds } from './needs.ts';
import { tellDeskCase, tellPartnerCase } from './tell-desk-case.ts';

const rule = 'Seriate, the exceptions desk: docs/exceptions-desk.md';

/** Our people propose, answer, report or note something, which the other side is told. */
export const say =
  (needs: DeskApiNeeds): Endpoint =>
  async (request) => {
    const { signature, ...said } = read(newDeskMessage, json(request));
    const row = await decideDesk(needs, request, (before, at) => {
      const message = next(before, said, before.side, at);
      if (isSaid(before, message)) return undefined;
      mustFit(before, message);
      mustBeHeard(before, message.act);
      let record: SignatureRecord | undefined;
      if (isOfQuality(before.kind, decided(before, message))) {
        mustBeOfQuality(request, signature);
        const what = { case: before.id, ...said };
        record = signature && signatureOf(request, { ...signature, reason: said.text }, what, at);
      }
      const entry = { ...entryOfMessage(message, request.caller, at), ...(record && { signature: record }) };
      return {
        act: 'desk-message-said',
        ...{ after: withOwn(before, message, at), entries: [entry] },
        detail: { said: said.act, message: message.id, ...(said.resolution && { resolution: said.resolution }) },
        ...(record && { signature: record }),
      };
    });
    return { status: 200, body: tellDeskCase(row) };
  };

/** A partner does the same by its own client. */
export const sayAsPartner =
  (needs: DeskApiNeeds): Endpoint =>
  async (request) => {
    await speakingPartner(needs, request);
    const said = read(partnerMessage, json(request));
    const row = await decideDesk(needs, request, (before, at) => {
      const message = next(before, said, otherSide(before.side), at);
      if (isSaid(before, message)) return undefined;
      mustFit(before, message);
      const after = { ...withMessages(before, [message], at), work: { notBefore: at.toISOString() } };
      const entries = [entryOfMessage(message, BY_PARTNER, at)];
      return { act: 'desk-message-said', after, entries, detail: { said: said.act, message: message.id } };
    });
    return { status: 200, body: tellPartnerCase(row) };
  };

/** An id tells messages of one side apart; both sides know it. */
const next = (row: DeskCase, { id, ...said }: SpokenMessage | PartnerMessage, side: DeskMessage['side'], at: Date) =>
  nextMessage(row, { ...said, id: `${side}-${id}`, side }, at);

/** The same again, whose answer may have been lost. @throws Refused `conflict` for another under its id */
function isSaid({ messages }: DeskCase, message: DeskMessage): boolean {
  const before = messages.find(({ id }) => id === message.id);
  if (before === undefined) return false;
  const said = ({ act, resolution, text, of, found }: DeskMessage) => ({ act, resolution, text, of, found });
  if (isDeepStrictEqual(said(before), said(message))) return true;
  throw new Refused(refuse('conflict', 'the id is of another message', { at: '/id', rule, remedy: 'draw a new id' }));
}

/** What is agreed or proposed by the message. */
const decided = ({ kind, messages }: DeskCase, { act, resolution }: DeskMessage) =>
  act === 'accept' ? foldCase(kind, messages).proposal?.resolution : resolution;

function mustFit(row: DeskCase, message: DeskMessage): void {
  const problem = problemOf(row, message);
  if (problem !== undefined) throw new Refused({ rule, ...problem });
}

function problemOf({ kind, messages, subject }: DeskCase, message: DeskMessage): Refusal | undefined {
  const { act, resolution, found, text } = message;
  const possible = resolutionsOf(kind);
  const proposes = act === 'propose' || act === 'counter';
  if (proposes && resolution === undefined)
    return refuse('malformed', 'nothing is proposed', {
      at: '/resolution',
      remedy: `take one of ${possible.join(', ')}`,
    });
  if (proposes && !possible.some((one) => one === resolution))
    return refuse('malformed', `${resolution} does not fit ${kind}`, {
      at: '/resolution',
      remedy: possible.length === 0 ? 'acknowledge the notice, or report' : `take one of ${possible.join(', ')}`,
    });
  const inWords = ['note', 'reject', 'resolve', 'withdraw'].includes(act) || resolution === 'other';
  if (inWords && text === undefined)
    return refuse('malformed', `${act} needs words`, { at: '/text', remedy: 'say what, or why' });
  if (act === 'report' && found === undefined)
    return refuse('malformed', 'a report tells what was found', { at: '/found', remedy: 'nothing held is found: 0' });
  if (found !== undefined && found.quarantined + found.returned + found.destroyed > found.found)
    return refuse('malformed', 'more was returned, destroyed and kept than was found', {
      at: '/found',
      remedy: 'count again',
    });
  const beyond = beyondList(subject, found);
  if (beyond !== undefined) return beyond;
  const standing = foldCase(kind, messages);
  if (fits(kind, standing, message)) return undefined;
  const { state, proposal } = standing;
  const stands = proposal && state === 'proposed' ? `, proposal ${proposal.id} of the ${proposal.side}` : '';
  return refuse('conflict', `${act} does not fit: the case is ${state}${stands}`, {
    at: '/act',
    remedy: whatFits(kind, messages, message.side),
  });
}

/** What its side can say instead. An answer names the proposal that it is of, which may have been replaced. */
function whatFits(kind: DeskKind, messages: readonly DeskMessage[], side: Side): string {
  const acts = sayableActs(kind, messages, side);
  const { proposal } = foldCase(kind, messages);
  const answers = acts.filter((act) => act === 'accept' || act === 'reject' || act === 'counter');
  const others = acts.filter((act) => !answers.some((one) => one === act));
  const words = answers.length === 0 ? others : [`${answers.join(', ')} of ${proposal?.id}`, ...others];
  return words.length === 0 ? 'open another case' : `what fits now: ${words.join('; ')}`;
}
