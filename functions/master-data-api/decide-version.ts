import { type Endpoint, json } from '#common/http.ts';
import { mustBePerson } from '#common/must-be-person.ts';
import { itemQueries } from '#common/queries/master-data.ts';
import { readQuery } from '#common/query-parameters.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { takeStep } from '#common/take-step.ts';
import { dropVersion, rejectVersion, submitVersion } from '#shared/master-data/change-version.ts';
import type { MasterKind } from '#shared/master-data/version.ts';
import { approval, rejection, submission } from '#shared/messages/master-data-api.ts';
import { refuse } from '#shared/refusal.ts';
import { approveOne } from './approve-version.ts';
import type { MasterNeeds } from './needs.ts';
import { targetOf } from './put-draft.ts';
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

/** Approves what was submitted; the answer is the version as it holds then. */
export const approve =
  (needs: MasterNeeds, name: MasterKind): Endpoint =>
  async (request) => {
    mustBePerson(request);
    const target = targetOf(needs.kinds[name], request);
    return { status: 200, body: await approveOne(needs, name, target, read(approval, json(request))) };
  };

/** Sends what was submitted back to its authors. */
export const reject =
  (needs: MasterNeeds, name: MasterKind): Endpoint =>
  async (request) => {
    const kind = needs.kinds[name];
    const target = targetOf(kind, request);
    mustBePerson(request);
    const { reason, ...seen } = read(rejection, json(request));
    const { head, step } = await takeStep(needs, target, {
      decide: (head, doer) => rejectVersion(head, seen, doer, reason),
      reason,
    });
    if (head.open !== undefined) return { status: 200, body: tellOpen(kind, target.id, head.open) };
    const closed = step === 'unchanged' ? undefined : step.closed; // a withdrawal
    return { status: 200, body: closed && tellClosed(kind, target.id, closed, head, needs.now().toISOString()) };
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
    const { reason } = readQuery(itemQueries.drop, request);
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
