/** In which forms a partner may send documents without a mapping. */
export const documentForms = ['epcis-2.0-json', 'epcis-2.0-xml', 'epcis-1.2-xml'] as const;
export type DocumentForm = (typeof documentForms)[number];

/** Why a file of a message test is refused. `incomplete`: it is sound, but tells no whole story. `invalid`: a rule that no test file is made to break. */
export const refusalReasons = [
  'malformed',
  'wrong-check-digit',
  'duplicate-id',
  'missing-lot',
  'unknown-sender',
  'incomplete',
  'invalid',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** The files of a message test: the golden one is to be accepted, each other to be refused for the reason it is named for. */
export const testCases = [
  'golden',
  'malformed',
  'wrong-check-digit',
  'duplicate-id',
  'missing-lot',
  'unknown-sender',
] as const satisfies readonly ('golden' | RefusalReason)[];
export type TestCase = (typeof testCases)[number];

/** What is to become of a test file. */
export const expectedOf = (test: TestCase): 'accepted' | RefusalReason => (test === 'golden' ? 'accepted' : test);
