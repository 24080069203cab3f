/** Why a message or an event is refused, with the sandbox's code. */
export class SncmProblem extends Error {
  readonly code: string;
  constructor(code: string, detail: string) {
    super(detail);
    this.code = code;
  }
}

/** Codes of the sandbox: ANVISA's own are not public. */
export const codes = {
  taken: '0',
  schema: '10',
  otherDocument: '11',
  signature: '20',
  declarant: '30',
  duplicate: '40',
  unknownPack: '50',
  active: '51',
  ended: '52',
  elsewhere: '53',
  unknownEvent: '60',
  foreignEvent: '61',
  laterEvents: '62',
  unknownReceipt: '70',
  alone: '80',
} as const;
