import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { test } from 'vitest';
import { DataStack } from './data.ts';
import { IdentityStack } from './identity.ts';

// Bundles are not looked at here, so none is made.
const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'identity-')), context: { 'aws:cdk:bundling-stacks': [] } });
const template = Template.fromStack(new IdentityStack(app, 'identity', { data: new DataStack(app, 'data') }));

test('a person is signed in for a working day at most, an hour at a time, by what renews once', () => {
  template.resourceCountIs('AWS::Cognito::UserPoolClient', 1);
  template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
    // Minutes.
    AccessTokenValidity: 60,
    RefreshTokenValidity: 8 * 60,
    TokenValidityUnits: { AccessToken: 'minutes', RefreshToken: 'minutes' },
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
    EnableTokenRevocation: true,
  });
});
