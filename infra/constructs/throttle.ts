import { CfnStage, type HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';

/** Calls a second, of all callers together, and how many may come at once: an account has 10,000 and 5,000 unless AWS was asked for more. */
const RATE = 4000;
const BURST = 4000;

/** As callers are told (draft-ietf-httpapi-ratelimit-headers): so many in a window of one second. */
export const rateLimitPolicy = `"stage";q=${RATE};w=1`;

/** Turns callers away (429) before they cost the account more than it is meant to bear. */
export function throttle(api: HttpApi): void {
  const stage = api.defaultStage?.node.defaultChild;
  if (!(stage instanceof CfnStage)) throw new Error('the API has no stage');
  stage.defaultRouteSettings = { throttlingRateLimit: RATE, throttlingBurstLimit: BURST };
}
