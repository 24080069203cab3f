import { expect, test } from 'vitest';
import type { NetworkMember } from '#common/store/members.ts';
import { issueClaims } from './issue-claims.ts';

const members: Record<string, NetworkMember> = {
  'client line-3': { tenant: 'acme', role: 'site', state: 'active' },
  'client shut-out': { tenant: 'acme', role: 'site', state: 'disabled' },
  'person ada': { tenant: 'acme', role: 'administrator', state: 'active' },
  'person gone': { tenant: 'acme', role: 'qa', state: 'removed' },
};
const issue = issueClaims({ ofNetwork: async (kind, name) => members[`${kind} ${name}`] });

/** As Amazon Cognito documents the event of a pre token generation trigger, version 3. */
const event = (source: string, clientId: string, userName: string | null, more: object = {}) => ({
  version: '3',
  triggerSource: `TokenGeneration_${source}`,
  region: 'us-east-1',
  userPoolId: 'us-east-1_abc',
  userName,
  callerContext: { awsSdkVersion: 'aws-sdk-unknown', clientId },
  request: { userAttributes: {}, groupConfiguration: {}, scopes: ['seriate/read', 'seriate/write'], ...more },
  response: { claimsAndScopeOverrideDetails: null },
});
const accessOf = async (asked: object) =>
  (await issue(asked)).response.claimsAndScopeOverrideDetails.accessTokenGeneration;

test('a machine’s token tells tenant and role of its client', async () => {
  expect(await accessOf(event('ClientCredentials', 'line-3', null))).toEqual({
    claimsToAddOrOverride: { tenant: 'acme', role: 'site' },
    scopesToSuppress: [],
  });
});

test('a person’s token tells name, tenant and role, however he came', async () => {
  const named = { userAttributes: { name: 'Ada Doe', 'custom:tenant': 'medico' } };
  for (const source of ['HostedAuth', 'Authentication', 'RefreshTokens'])
    expect(await accessOf(event(source, 'console', 'ada', named))).toMatchObject({
      claimsToAddOrOverride: { tenant: 'acme', role: 'administrator', name: 'Ada Doe' },
    });
});

test.each([
  ['an unknown client', event('ClientCredentials', 'nobody', null)],
  ['a client that was shut out', event('ClientCredentials', 'shut-out', null)],
  ['a client named like a person', event('ClientCredentials', 'ada', null)],
  ['an unknown person', event('HostedAuth', 'console', 'eve')],
  ['a person named like a client', event('HostedAuth', 'console', 'line-3')],
  ['a person who was removed', event('RefreshTokens', 'console', 'gone')],
])('%s gets a token without tenant and without scopes', async (_, asked) => {
  expect(await accessOf(asked)).toEqual({
    claimsToAddOrOverride: {},
    scopesToSuppress: ['seriate/read', 'seriate/write'],
  });
});

test('an event of another version stops it: its answer would be read otherwise', async () => {
  await expect(issue({ ...event('HostedAuth', 'console', 'ada'), version: '1' })).rejects.toThrow();
});
