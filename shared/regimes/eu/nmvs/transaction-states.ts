/**
 * How a transaction with an NMVS stands. Open: `due` to be sent, `sent` and its result is awaited, `checking` whether it was done since nobody
 * knows, `checked` and the result of that is awaited. Ended: `done`, `partial` of a bulk, `rejected` by the rules, `failed` without having been
 * taken in, `unclear`: a person has to look.
 */
export const transactionStates = [
  'due',
  'sent',
  'checking',
  'checked',
  'done',
  'partial',
  'rejected',
  'failed',
  'unclear',
] as const;
export type TransactionState = (typeof transactionStates)[number];
