import { type Endpoint, json } from '#common/http.ts';
import { log } from '#common/log.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { approveVersion, dropVersion, rejectVersion, submitVersion } from '#shared/master-data/change-version.ts';
import type { MasterKind } from '#shared/master-data/version.ts';
import { approval, rejection, submission } from '#shared/messages/master-data-api.ts';
import { refuse } from '#shared/refusal.ts';
import { gtinsOf, ownership } from './may-own.ts';
import type { MasterNeeds } from './needs.ts';
import { targetOf } from './put-draft.ts';
import { takeStep } from './take-step.ts';
import { tellClosed, tellOpen } from './tell-version.ts';

/** Hands the draft to whoever approves. Asked again it changes nothing. */
export const submit =
  (needs: MasterNeeds, name: MasterKind): Endpoint =>
  async (request) => {
    const kind = needs.kinds[name];
    const target = targetOf(kind, request);
    const { effectiveFrom } = read(submission, request.text === '' ? {} : json(request));
    const from = effectiveFrom && new Date(effectiveFrom).toISOString();
    const { head } = await takeStep(needs, target, { decide: (head, doer) => submitVersion(head, doer, from) });
    return { status: 200, body: head.open && tellOpen(kind, target.id, head.open) };
  };

/**
 * Approves what was submitted, as somebody who had no part in it; products take their GTINs with it. Asked again for a version that is approved it answers
 * that version.
 */
export const approve =
  (needs: MasterNeeds, name: MasterKind): Endpoint =>
  async (request) => {
    const kind = needs.kinds[name];
    const target = targetOf(kind, request);
    const seen = read(approval, json(request));
    const { tenant } = request;
    const earlier = await needs.master.version(tenant, name, target.id, seen.version);
    if (earlier?.state === 'approved' && earlier.revision === seen.revision) {
      const stored = await needs.master.get(tenant, name, target.id);
      const head = stored?.head ?? { latest: seen.version, current: [] };
      return { status: 200, body: tellClosed(kind, target.id, earlier, head, needs.now().toISOString()) };
    }
    const { head, step } = await takeStep(needs, target, {
      decide: (head, doer) => approveVersion(head, seen, doer),
      before: async (_, { closed }) => {
        const content = closed?.content;
        if (content === undefined) return [];
        // Another tenant, or another product, may have taken a GTIN since the draft was written.
        const foreign = (await ownership(needs, tenant, name, [{ id: target.id, content }]))({
          id: target.id,
          content,
        });
        if (foreign !== undefined) throw new Refused(foreign);
        return gtinsOf(name, target.id, content);
      },
    });
    log('master-data-approved', { tenant, kind: name, id: target.id, version: seen.version, by: request.caller });
    const closed = step === 'unchanged' ? undefined : step.closed;
    return { status: 200, body: closed && tellClosed(kind, target.id, closed, head, needs.now().toISOString()) };
  };

/** Sends what was submitted back to its authors. */
export const reject =
  (needs: MasterNeeds, name: MasterKind): Endpoint =>
  async (request) => {
    const kind = needs.kinds[name];
    const target = targetOf(kind, request);
    const { reason, ...seen } = read(rejection, json(request));
    const { head } = await takeStep(needs, target, {
      decide: (head, doer) => rejectVersion(head, seen, doer, reason),
      reason,
    });
    return { status: 200, body: head.open && tellOpen(kind, target.id, head.open) };
  };

/** Drops a version that is open. Asked again it answers the same. */
export const drop =
  (needs: MasterNeeds, name: MasterKind): Endpoint =>
  async (request) => {
    const target = targetOf(needs.kinds[name], request);
    const version = versionIn(request.path['version']);
    const earlier = await needs.master.version(request.tenant, name, target.id, version);
    if (earlier?.state === 'dropped') return { status: 204 };
    if (earlier !== undefined)
      throw new Refused(
        refuse('conflict', `version ${version} is ${earlier.state}: it stays`, {
          rule: '21 CFR 11.10(e)',
          remedy: 'a new version takes its place',
        }),
      );
    const reason = request.query['reason'];
    await takeStep(needs, target, { decide: (head, doer) => dropVersion(head, version, doer, reason), reason });
    return { status: 204 };
  };

/** A version number as a path or parameter has it. */
export function versionIn(text = '', at = '/version'): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new Refused(
    refuse('bad-parameter', `"${text.slice(0, 40)}" is no version number`, { at, remedy: 'give a number from 1' }),
  );
}
