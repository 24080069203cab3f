import { CfnParameter, type Stack } from 'aws-cdk-lib';
import type { DataStack } from '../stacks/data.ts';
import { HttpFunction } from './http-function.ts';

/** How often tenants may call, as whoever runs the installation sets it. */
export interface Rates {
  readonly rate: string;
  readonly burst: string;
}

/** The parameters by which the rates are set. */
export function ratesOf(stack: Stack): Rates {
  const number = (name: string, description: string, usual: number) =>
    new CfnParameter(stack, name, { type: 'Number', minValue: 1, maxValue: 1_000_000, description, default: usual })
      .valueAsString;
  return {
    rate: number('TenantRate', 'Calls a second that a tenant may make in the long run', 100),
    burst: number('TenantBurst', 'Calls that a tenant may make at once', 500),
  };
}

/**
 * Gives every function of the stack that knows its callers what it takes to limit them (`functions/common/rate-limit.ts`), and the secret of page tokens.
 * Call it when all functions are there.
 */
export function limitCalls(stack: Stack, { limits, pageSecret }: DataStack, { rate, burst }: Rates): void {
  for (const one of stack.node.findAll()) {
    if (!(one instanceof HttpFunction) || one.isOpen) continue;
    const { function: fn } = one;
    fn.addEnvironment('RATE_LIMITS_TABLE', limits.tableName);
    fn.addEnvironment('TENANT_RATE', rate);
    fn.addEnvironment('TENANT_BURST', burst);
    fn.addEnvironment('PAGE_SECRET_ARN', pageSecret.secretArn);
    limits.grant(fn, 'dynamodb:GetItem', 'dynamodb:UpdateItem');
    pageSecret.grantRead(fn);
  }
}
