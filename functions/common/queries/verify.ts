import { formed, oneOf, text } from '../query-parameters.ts';

const reqGLN = formed(/^\d{13}$/, 'must be 13 digits', 'GLN of who asks');
const context = oneOf(['dscsaSaleableReturn'], 'what it is asked for');

/** Of GS1 Lightweight Messaging, which has answers of its own for what is wrong (`functions/verify-api/read-question.ts`). */
export const verifyQueries = {
  'GET /vrs/verify/gtin/{gtin}/lot/{lot}/ser/{serial}': {
    exp: formed(/^\d{6}$/, 'must be YYMMDD', 'expiry, YYMMDD'),
    reqGLN,
    linkType: oneOf(['verificationService'], 'what of the pack is asked for'),
    context,
    corrUUID: text('comes back with the answer'),
  },
  'GET /vrs/checkConnectivity': { gtin: formed(/^\d{14}$/, 'must be 14 digits', 'GTIN asked about'), reqGLN, context },
};
