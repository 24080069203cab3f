import { isRefusal, type Refusal } from '#shared/refusal.ts';

/** A refusal on its way out of the shell. Only `http.ts` and `batch.ts` catch it. */
export class Refused extends Error {
  readonly refusal: Refusal;
  /** What is told beside it, where it is told over HTTP. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(refusal: Refusal, headers: Readonly<Record<string, string>> = {}) {
    super(refusal.detail);
    this.refusal = refusal;
    this.headers = headers;
  }
}

/** Turns a refusal into a throw at the shell, or passes the value on. */
export function orRefuse<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Refused(value);
  return value;
}
