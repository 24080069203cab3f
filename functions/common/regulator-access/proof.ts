import type * as v from 'valibot';
import type { Outgoing } from '#common/send/https.ts';
import type { Sign } from '#shared/regimes/regime.ts';

/** What a regulator gives to whoever has proved who he is. It is neither logged nor kept as evidence. */
export interface Token {
  readonly value: string;
  /** Seconds. */
  readonly life: number;
}

/** The calls that tokens are asked for by, as limits and places in a row name them. */
export const loginCalls = ['auth', 'token'] as const;
export type LoginCall = (typeof loginCalls)[number];

/** Where tokens are asked for. */
export interface Door {
  /**
   * Makes a call for a token, when it is its turn.
   *
   * @param call what its limit is called by
   * @param where relative to the market's base URL, or an address of its own
   * @throws NoToken when it is answered otherwise than by that shape
   */
  ask<Shape extends v.GenericSchema>(
    call: LoginCall,
    where: string,
    sent: { readonly body: string; readonly contentType: string; readonly headers?: Readonly<Record<string, string>> },
    shape: Shape,
  ): Promise<v.InferOutput<Shape>>;
  readonly sign: Sign;
}

/** How a call proves who makes it, at the time it is made. */
export interface Proof {
  /** The call with its proof; `token` is empty where none is asked for. */
  prove(call: Outgoing, token: string): Outgoing;
  /** Absent where no token is needed. */
  login?(door: Door): Promise<Token>;
}

/** Thrown where a token is asked for and not given. Nothing was sent then that the token is for. */
export class NoToken extends Error {
  /** Seconds after which to ask again. */
  readonly wait: number;
  /** Who asked was not let in: asked again and again, he may be locked out. */
  readonly refused: boolean;
  constructor(reason: string, wait: number, refused = false) {
    super(`no token: ${reason}`);
    this.wait = wait;
    this.refused = refused;
  }
}

/** The call with an authorization. */
export const authorized = (call: Outgoing, authorization: string): Outgoing => ({
  ...call,
  headers: { ...call.headers, authorization },
});

/** A body of JSON, as doors take it. */
export const jsonBody = (value: unknown) => ({ body: JSON.stringify(value), contentType: 'application/json' });
