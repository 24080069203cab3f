import {
  ApiGatewayManagementApiClient,
  ApiGatewayManagementApiServiceException,
  DeleteConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { Unanswered } from './https.ts';

/** Bytes of one message (quota of API Gateway for WebSocket APIs). */
export const MOST_MESSAGE_BYTES = 128 * 1024;

/** What the gateway answered: 200 when it took the message over, 410 when the connection is closed or not yet open, 413 when it is too large. */
export interface Posted {
  readonly status: number;
}

export type PostToConnection = (connectionId: string, text: Uint8Array) => Promise<Posted | Unanswered>;

/** Errors of a connection that never stood. */
const NEVER_ARRIVED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

/**
 * Sends messages to open WebSocket connections of a stage, each once: whoever calls decides whether to send again.
 *
 * @param streamUrl of the stage, as clients open it (`wss:`); its management API is at the same place over `https:` (API Gateway)
 */
export function postToConnection(
  streamUrl: string,
  client = new ApiGatewayManagementApiClient({ endpoint: streamUrl.replace(/^ws/, 'http'), maxAttempts: 1 }),
): PostToConnection {
  return async (ConnectionId, text) => {
    if (text.byteLength > MOST_MESSAGE_BYTES) return { status: 413 };
    try {
      await client.send(new PostToConnectionCommand({ ConnectionId, Data: text }));
      return { status: 200 };
    } catch (error) {
      return outcomeOf(error);
    }
  };
}

/** Closes an open connection. One that is closed already, or cannot be reached, is left: nothing is sent to it any more. */
export function connectionCloser(
  streamUrl: string,
  client = new ApiGatewayManagementApiClient({ endpoint: streamUrl.replace(/^ws/, 'http') }),
): (connectionId: string) => Promise<void> {
  return async (ConnectionId) => {
    await client.send(new DeleteConnectionCommand({ ConnectionId })).catch(() => undefined);
  };
}

function outcomeOf(error: unknown): Posted | Unanswered {
  const status = error instanceof ApiGatewayManagementApiServiceException ? error.$metadata.httpStatusCode : undefined;
  if (status !== undefined) return { status };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = code || (error instanceof Error ? error.message : String(error));
  return { failure: NEVER_ARRIVED.includes(code) ? 'transient' : 'ambiguous', reason };
}
