import { byBasic } from './basic.ts';
import { byClientCredentials } from './client-credentials.ts';
import { byItsToken } from './its-token.ts';
import { byMdlpToken } from './mdlp-token.ts';
import { byOmsToken } from './oms-token.ts';
import type { Proof } from './proof.ts';
import type { RegulatorCredentials } from './regulator-credentials.ts';
import { byStatic } from './static.ts';
import { byTopSignature } from './top-signature.ts';
import { byXtraceToken } from './xtrace-token.ts';

/** How calls prove who makes them, with what the secret holds. */
export function proofOf(held: RegulatorCredentials, now: () => Date): Proof {
  switch (held.access) {
    case 'static':
      return byStatic(held);
    case 'basic':
      return byBasic(held);
    case 'mdlp-token':
      return byMdlpToken(held);
    case 'its-token':
      return byItsToken(held);
    case 'xtrace-token':
      return byXtraceToken(held);
    case 'client-credentials':
      return byClientCredentials(held);
    case 'oms-token':
      return byOmsToken(held);
    case 'top-signature':
      return byTopSignature(held, now);
  }
}
