import { NoToken } from '#common/regulator-access/proof.ts';
import type { Failure } from '#shared/delivery/failure.ts';
import type { Probed } from './partner-channel.ts';

type Step = Probed['steps'][number];

/** A step that failed, and how. */
export class StepFailed extends Error {
  readonly failure: Failure;
  readonly remedy: string | undefined;
  constructor(detail: string, failure: Failure, remedy?: string) {
    super(detail);
    this.failure = failure;
    this.remedy = remedy;
  }
}

/** Where a credential is not shown: nobody agreed to tell it to the server that the version names. */
export const withheldStep = {
  step: 'credential',
  detail: 'the credential is not shown: no version that two people agreed on leads to this server',
  remedy:
    'have the version approved, then probe it; or set the credential anew and probe it yourself before any version is approved',
};

/** What codes of sockets, names and TLS mean to whoever is to mend it. */
const words: Readonly<Record<string, string>> = {
  EAI_AGAIN: 'the name was not found out in time',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the other side broke the connection off',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'no way leads there',
  ENOTFOUND: 'there is no such name',
  ETIMEDOUT: 'no answer in time',
  CERT_HAS_EXPIRED: 'the certificate has ended',
  CERT_NOT_YET_VALID: 'the certificate does not hold yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is signed by itself',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is of another name',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate is of an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate is of an authority that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate came without its chain, or is of an authority that is not trusted',
};

/** What to do about a step over HTTP that failed; whoever reads it may be either side. */
const remedies: Readonly<Record<string, string>> = {
  address: 'give an address whose name exists, on the public network',
  connection:
    'see whether the server is up at this name and port and lets connections from outside in, then test again',
  tls: 'have the certificate renewed, with its chain and for this name; an authority of one’s own is pinned by `https.ca`',
  token:
    'compare `https.tokenUrl`, `https.scope` and the credential `client` with what the authorization server was told',
  answer: 'see what the server’s own log says of this call, then test again',
};

/** A step that failed, in words, with what to do. @param signal of the whole probe */
export function failedStep(step: string, error: unknown, signal: AbortSignal): Step {
  const remedy = (error instanceof StepFailed ? error.remedy : undefined) ?? remedies[step];
  return { step, ok: false, detail: detailOf(error, signal), ...(remedy !== undefined && { remedy }) };
}

/** Reasons of calls that were not answered hold the codes of sockets as they are. */
const inWords = (text: string) =>
  text.replace(/\b[A-Z][A-Z_]{5,}\b/, (code) => (words[code] === undefined ? code : `${words[code]} (${code})`));

function detailOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'no answer in time';
  if (error instanceof StepFailed || error instanceof NoToken) return inWords(error.message);
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === undefined) return error.message;
  return `${words[code] ?? error.message} (${code})`;
}
