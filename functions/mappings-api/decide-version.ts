import { type Endpoint, json } from '#common/http.ts';
import { log } from '#common/log.ts';
import { mustBePerson } from '#common/must-be-person.ts';
import { mappingQuery } from '#common/queries/mappings.ts';
import { readQuery } from '#common/query-parameters.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import {
  approveVersion,
  dropVersion,
  rejectVersion,
  submitVersion,
  withdraw,
} from '#shared/master-data/change-version.ts';
import { mappingApproval, mappingRejection, mappingSubmission } from '#shared/messages/mappings-api.ts';
import { refuse } from '#shared/refusal.ts';
import { mustBeUnused } from './must-be-unused.ts';
import type { MappingApiNeeds } from './needs.ts';
import { versionIn } from './show-mappings.ts';
import { takeStep, targetOf } from './take-step.ts';
import { tellClosed, tellOpen } from './tell-version.ts';
import { mustPass } from './test-mapping.ts';

/** Hands the draft to whoever approves. Asked again it changes nothing. */
export const submit =
  (needs: MappingApiNeeds): Endpoint =>
  async (request) => {
    const target = targetOf(request);
    read(mappingSubmission, request.text === '' ? {} : json(request));
    const { head } = await takeStep(needs, target, { decide: submitVersion });
    return { status: 200, body: head.open && tellOpen(target.name, head.open) };
  };

/**
 * Approves what was submitted, as somebody who had no part in it; every sample must pass. A withdrawal is approved while no partner names the mapping. Asked again
 * for a version that is approved it answers that version.
 */
export const approve =
  (needs: MappingApiNeeds): Endpoint =>
  async (request) => {
    mustBePerson(request);
    const target = targetOf(request);
    const { tenant, caller } = request;
    const seen = read(mappingApproval, json(request));
    const earlier = await needs.mappings.version(tenant, target.name, seen.version);
    if (earlier !== undefined && earlier.state !== 'dropped' && earlier.revision === seen.revision) {
      const known = await needs.mappings.get(tenant, target.name);
      const head = known?.head ?? { latest: seen.version, current: [] };
      return { status: 200, body: tellClosed(target.name, earlier, head, needs.now().toISOString()) };
    }
    const { head, step } = await takeStep(needs, target, {
      decide: (before, doer) => approveVersion(before, seen, doer),
      before: async ({ closed }) => {
        if (closed?.state === 'withdrawn') await mustBeUnused(needs, tenant, target.name);
        else if (closed?.content !== undefined) await mustPass(needs, tenant, closed.content);
      },
    });
    log('master-data-approved', { tenant, kind: 'mapping', id: target.name, version: seen.version, by: caller });
    const closed = step === 'unchanged' ? undefined : step.closed;
    return { status: 200, body: closed && tellClosed(target.name, closed, head, needs.now().toISOString()) };
  };

/** Sends what was submitted back to its authors. */
export const reject =
  (needs: MappingApiNeeds): Endpoint =>
  async (request) => {
    mustBePerson(request);
    const target = targetOf(request);
    const { reason, ...seen } = read(mappingRejection, json(request));
    const { head, step } = await takeStep(needs, target, {
      decide: (before, doer) => rejectVersion(before, seen, doer, reason),
      reason,
    });
    if (head.open !== undefined) return { status: 200, body: tellOpen(target.name, head.open) };
    const closed = step === 'unchanged' ? undefined : step.closed; // a withdrawal
    return { status: 200, body: closed && tellClosed(target.name, closed, head, needs.now().toISOString()) };
  };

/** Drops a version that is open. Asked again it answers the same. */
export const drop =
  (needs: MappingApiNeeds): Endpoint =>
  async (request) => {
    const target = targetOf(request);
    const version = versionIn(request.path['version']);
    const earlier = await needs.mappings.version(request.tenant, target.name, version);
    if (earlier?.state === 'dropped') return { status: 204 };
    if (earlier !== undefined)
      throw new Refused(
        refuse('conflict', `version ${version} is ${earlier.state}: it stays`, {
          rule: '21 CFR 11.10(e)',
          remedy: 'a new version takes its place',
        }),
      );
    const { reason } = readQuery(mappingQuery.drop, request);
    await takeStep(needs, target, { decide: (before, doer) => dropVersion(before, version, doer, reason), reason });
    return { status: 204 };
  };

/** Asks that a mapping that no partner names is withdrawn: a version that ends it, once another person has approved it. Asked again it changes nothing. */
export const withdrawMapping =
  (needs: MappingApiNeeds): Endpoint =>
  async (request) => {
    const target = targetOf(request);
    const { reason } = readQuery(mappingQuery.withdraw, request);
    const { head } = await takeStep(needs, target, {
      decide: (before, doer) => withdraw(before, doer, reason),
      before: () => mustBeUnused(needs, request.tenant, target.name),
      reason,
    });
    return head.open === undefined ? { status: 204 } : { status: 202, body: tellOpen(target.name, head.open) };
  };
