/** What stands behind a route of a WebSocket API. */
export interface SocketRoute {
  readonly fn: string;
  readonly timeoutMs: number;
  /** The result's body goes back to the client: the route has a response. */
  readonly answers: boolean;
}

/** The routes that every WebSocket API may have. Keys of one's own, chosen by what a message says, are not hosted. */
export type SocketRouteKey = '$connect' | '$disconnect' | '$default';

/** A WebSocket API of the template, as its resources have made it so far. */
export interface SocketApi {
  readonly id: string;
  readonly routes: Map<SocketRouteKey, SocketRoute>;
}

/** Quotas of API Gateway for WebSocket APIs. */
export interface SocketLimits {
  readonly messageBytes: number;
  /** Messages to a client leave in frames of at most so many bytes. */
  readonly frameBytes: number;
  readonly idleMs: number;
  readonly lifetimeMs: number;
  /** What may wait for a client that does not read. */
  readonly waitingBytes: number;
}

export const quotas: SocketLimits = {
  messageBytes: 128 * 1024,
  frameBytes: 32 * 1024,
  idleMs: 10 * 60_000,
  lifetimeMs: 2 * 3_600_000,
  waitingBytes: 8 * 1024 * 1024,
};
