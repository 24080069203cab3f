import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { problem } from '#common/problem.ts';
import type { Refusal } from '#shared/refusal.ts';

/** What goes back in the answer. Receipts are text: what is binary in them is in base64. */
export type Reply = APIGatewayProxyStructuredResultV2;

export const said = (statusCode: number): Reply => ({ statusCode });

/** For what cannot have a receipt: no AS2 message, or one for which none is wanted. @param status absent: as the refusal's code has it */
export function refusedReply(refusal: Refusal, status?: number): Reply {
  const body = problem(refusal, false, '/as2');
  return {
    statusCode: status ?? body.status,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify({ ...body, status: status ?? body.status }),
  };
}
