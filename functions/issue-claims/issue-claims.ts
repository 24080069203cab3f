import * as v from 'valibot';
import { log } from '#common/log.ts';
import type { Members, NetworkMember } from '#common/store/members.ts';

/** What Amazon Cognito asks before it makes a token (pre token generation, version 3: for people and machines). */
const tokenEvent = v.looseObject({
  version: v.literal('3'),
  triggerSource: v.pipe(v.string(), v.startsWith('TokenGeneration_')),
  userName: v.nullish(v.string()),
  callerContext: v.looseObject({ clientId: v.string() }),
  request: v.looseObject({
    userAttributes: v.nullish(v.record(v.string(), v.string())),
    scopes: v.nullish(v.array(v.string())),
  }),
});

/**
 * Says in a token whose its holder is and what he may do, as their rows have it at that moment. Who has no row, or one that is not active, gets
 * neither, and no scope: the token opens nothing.
 */
export const issueClaims =
  ({ ofNetwork }: Pick<Members, 'ofNetwork'>) =>
  async (raw: unknown) => {
    const event = v.parse(tokenEvent, raw);
    const { triggerSource, userName, callerContext, request } = event;
    const isMachine = triggerSource === 'TokenGeneration_ClientCredentials';
    const member = isMachine
      ? await ofNetwork('client', callerContext.clientId)
      : await ofNetwork('person', userName ?? '');
    const claims = claimsOf(member, isMachine ? undefined : request.userAttributes?.['name']);
    if (claims === undefined) log('token-without-tenant', { clientId: callerContext.clientId, machine: isMachine });
    const said = { claimsToAddOrOverride: claims ?? {} };
    const scopesToSuppress = claims === undefined ? (request.scopes ?? []) : [];
    return {
      ...event,
      response: {
        claimsAndScopeOverrideDetails: {
          idTokenGeneration: said,
          accessTokenGeneration: { ...said, scopesToSuppress },
        },
      },
    };
  };

function claimsOf(member: NetworkMember | undefined, name: string | undefined): Record<string, string> | undefined {
  if (member?.state !== 'active') return undefined;
  const { tenant, role } = member;
  return { tenant, role, ...(name !== undefined && { name }) };
}
