/** In which forms a partner may send documents. The last two are read by a mapping that our side agrees on; EPCIS needs none. */
export const documentForms = ['epcis-2.0-json', 'epcis-2.0-xml', 'epcis-1.2-xml', 'csv', 'serial-exchange'] as const;
export type DocumentForm = (typeof documentForms)[number];
export const epcisForms = [
  'epcis-2.0-json',
  'epcis-2.0-xml',
  'epcis-1.2-xml',
] as const satisfies readonly DocumentForm[];

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

/** The files that are tested of a form. Events have ids of their own in EPCIS alone. */
export const casesOf = (form: DocumentForm): readonly TestCase[] =>
  form === 'csv' || form === 'serial-exchange' ? testCases.filter((one) => one !== 'duplicate-id') : testCases;

/** The file that one stands for which came by itself, by what became of it: nobody spoils a file in no way that is asked for. */
export const caseOf = (outcome: 'accepted' | RefusalReason): TestCase =>
  testCases.find((one) => one === outcome) ?? 'golden';

/** What is to become of a test file. */
export const expectedOf = (test: TestCase): 'accepted' | RefusalReason => (test === 'golden' ? 'accepted' : test);
