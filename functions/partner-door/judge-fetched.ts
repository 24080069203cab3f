import type { Request } from '#common/http.ts';
import type { ToldFile } from '#common/onboarding/judge-file.ts';
import { takeAct } from '#common/onboarding/take-act.ts';
import { type TakeTestNeeds, takeTestFile } from '#common/onboarding/take-test-file.ts';
import { Refused } from '#common/refused.ts';
import { contentTypeOf } from '#common/sftp/fetched-names.ts';
import type { OnboardingFiles } from '#common/store/onboarding-files.ts';
import { missingMessages } from '#shared/network/onboarding/missing-messages.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { refuse } from '#shared/refusal.ts';

export interface FetchedNeeds extends TakeTestNeeds {
  readonly files: Pick<OnboardingFiles, 'get' | 'remove'>;
}

type Fetched = NonNullable<Onboarding['fetched']>[number];
type Told = { readonly name: string } & Partial<ToldFile>;

/**
 * Judges the files that were fetched from the partner's server, one after the other; each is taken off the list with the next look. Who is cut off in between judges some again, which
 * ends the same.
 */
export async function judgeFetched(needs: FetchedNeeds, row: Onboarding, request: Request) {
  const { fetched = [] } = row;
  const files: Told[] = [];
  let after = row;
  for (const one of fetched) {
    const judged = await judgeOne(needs, after, request, one);
    after = judged.after;
    files.push({ name: one.name, ...judged.told });
  }
  if (fetched.length > 0) after = await takeOff(needs, row, request, fetched);
  // Last: who judges them again finds them. The same bytes under another name wait under the same hash.
  const waits = (after.fetched ?? []).map(({ sha256 }) => sha256);
  for (const { sha256 } of fetched)
    if (!waits.includes(sha256)) await needs.files.remove(row.tenant, row.partner, sha256);
  return { state: after.state, missing: missingMessages(after), files };
}

async function judgeOne(
  needs: FetchedNeeds,
  row: Onboarding,
  request: Request,
  { name, sha256 }: Fetched,
): Promise<{ readonly after: Onboarding; readonly told: Partial<ToldFile> }> {
  const body = await needs.files.get(row.tenant, row.partner, sha256);
  if (body === undefined) return { after: row, told: gone };
  try {
    const sent = { body, contentType: contentTypeOf(name), fileName: name, way: 'sftp' } as const;
    return await takeTestFile(needs, row, request, sent);
  } catch (error) {
    // Such as the same file for another case: it is told with the rest.
    if (!(error instanceof Refused) || error.refusal.refused !== 'conflict') throw error;
    const { detail, remedy } = error.refusal;
    return { after: row, told: { detail, ...(remedy !== undefined && { remedy }) } };
  }
}

const gone = { detail: 'its bytes are not kept any more', remedy: 'put it on your server again, and have it fetched' };

/** What was fetched meanwhile stays. */
function takeOff(needs: FetchedNeeds, { partner }: Onboarding, who: Request, done: readonly Fetched[]) {
  const isDone = ({ name, sha256, at }: Fetched) =>
    done.some((one) => one.name === name && one.sha256 === sha256 && one.at === at);
  return takeAct(needs, { partner, who }, ({ fetched = [] }) => {
    const left = fetched.filter((one) => !isDone(one));
    if (left.length === fetched.length)
      return refuse('busy', 'somebody else judged the same files', { remedy: 'GET /partner/profile' });
    const detail = { judged: done.map(({ name }) => name) };
    return { act: 'note-message', more: { fetched: left }, detail, told: 'onboarding-files-judged' };
  });
}
