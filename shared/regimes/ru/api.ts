import type { Message } from '../regime.ts';

const json = 'application/json';

/** A question, or an order without a body. */
export const get = (call: string, path: string): Message => ({
  method: 'GET',
  call,
  path: `/api/v1/${path}`,
  headers: {},
});

/** @param body what is sent as JSON */
export const post = (call: string, path: string, body: unknown): Message => ({
  method: 'POST',
  call,
  path: `/api/v1/${path}`,
  headers: {},
  contentType: json,
  body: JSON.stringify(body),
});
