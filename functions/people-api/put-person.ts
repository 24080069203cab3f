import { isDeepStrictEqual } from 'node:util';
import { entryOf } from '#common/entry-of.ts';
import { expectedBy } from '#common/expected-by.ts';
import { type Endpoint, json } from '#common/http.ts';
import { log } from '#common/log.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { type Person, username, type WantedPerson, wantedPerson } from '#shared/access/member.ts';
import { type Expected, unlikeExpected } from '#shared/expected.ts';
import { refuse } from '#shared/refusal.ts';
import { type MemberNeeds, mustBeWritten, roomFor } from './member-needs.ts';

/**
 * Registers a person, or changes role, name, address or whether he may come in. Sent again it changes nothing, and finishes what an
 * interrupted call began: rights are one row, written last for who is new and first for who is known. `If-None-Match: *` registers somebody new
 * and nobody else, `If-Match: "…"` with `changedAt` changes him as the caller saw him.
 */
export const putPerson =
  (needs: MemberNeeds): Endpoint =>
  async (request) => {
    const id = read(username, request.path['username']);
    const wanted = read(wantedPerson, json(request));
    const expected = expectedBy(request);
    const before = await needs.members.person(request.tenant, id);
    const at = needs.now().toISOString();
    if (before?.state === 'removed') throw removedForGood(id);
    const after = { username: id, ...wanted, changedAt: at, changedBy: request.caller };
    const stands = before !== undefined && isDeepStrictEqual(saidOf(before), saidOf(after));
    if (!stands) mustBeAsExpected(expected, `user ${id}`, before);
    const most = before === undefined ? await roomFor(needs, request.tenant, 'person') : undefined;
    if (before === undefined) await inviteNew(needs, request.tenant, { username: id, ...wanted });
    if (!stands) {
      const act = before === undefined ? 'user-registered' : 'user-changed';
      const detail = { before: before && saidOf(before), after: saidOf(after) };
      const entry = entryOf(request, at, act, `user ${id}`, { detail: JSON.parse(JSON.stringify(detail)) });
      const outcome = await needs.members.putPerson(request.tenant, before, after, entry, most);
      mustBeWritten(outcome, `user ${id}`, expected);
      log('member-changed', { tenant: request.tenant, act, by: request.caller });
    }
    await needs.pool.keep({ username: id, name: wanted.name, email: wanted.email }, wanted.state === 'active');
    return { status: before === undefined ? 201 : 200, body: stands ? before : after };
  };

/** What stands already is what was asked for, whatever the caller saw. */
function mustBeAsExpected(expected: Expected | undefined, what: string, before: Person | undefined): void {
  const there = before && { tag: before.changedAt, by: before.changedBy };
  orRefuse(unlikeExpected(expected, what, there, { at: '/username' }));
}

/** Who may sign in and has no row has no rights either. */
async function inviteNew({ members, pool }: MemberNeeds, tenant: string, person: WantedPerson & { username: string }) {
  const owner = await members.ofNetwork('person', person.username);
  if (owner !== undefined && owner.tenant !== tenant) mustBeWritten('taken', `user ${person.username}`);
  await pool.invite(person);
}

const saidOf = ({ role, name, email, state }: Person) => ({ role, name, email, state });

const removedForGood = (id: string) =>
  new Refused(
    refuse('conflict', `user ${id} was removed`, {
      rule: '21 CFR Part 11 §11.100(a): a signature is one individual’s and is not reassigned',
      remedy: 'register the person under another user name',
    }),
  );
