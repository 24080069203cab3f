import { CfnCondition, CfnParameter, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { IdentityStack } from '../stacks/identity.ts';

/** Cognito's hosted pages, unless the parameter names another place (as on one machine). Base of `/oauth2/authorize` and `/oauth2/token`. */
export function signInUrl(scope: Construct, { hostedSignInUrl }: IdentityStack): string {
  const elsewhere = new CfnParameter(scope, 'SignInUrl', {
    description: 'Base URL of /oauth2/authorize and /oauth2/token; empty for the hosted pages of Cognito',
    default: '',
  }).valueAsString;
  const hosted = new CfnCondition(scope, 'HostedSignIn', { expression: Fn.conditionEquals(elsewhere, '') });
  return Fn.conditionIf(hosted.logicalId, hostedSignInUrl, elsewhere).toString();
}
