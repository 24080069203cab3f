/** transient: it never arrived. ambiguous: it may have. permanent: it was understood and rejected. */
export type Failure = 'transient' | 'ambiguous' | 'permanent';

/** Whether sending again is safe, given that the receiver does or does not drop doubles. */
export const mayRetry = (failure: Failure, receiverDedupes: boolean) =>
  failure === 'transient' || (failure === 'ambiguous' && receiverDedupes);
