import { keepPreviousData, type UseQueryOptions, useQuery } from '@tanstack/react-query';
import { type Reconciliation, reconciliation, type ToldLot } from '../../shared/messages/lots-api.ts';
import type { Api } from '../api.ts';
import { useHere } from '../shell/session-context.ts';
import { COSTLY } from './ask-anew.ts';
import { lotPath } from './lot-path.ts';

/**
 * What every number of a lot came to. A large lot is counted by tens of thousands of reads: that is done when somebody opens it, when its own row has changed, and when somebody
 * asks for it, but not again and again while it is looked at.
 */
export const useCounted = (lot: ToldLot) => useQuery(countingOf(useHere().api, lot));

/** What is counted by now; `isPlaceholderData` of a lot that has changed since. */
export interface Counting
  extends Pick<ReturnType<typeof useCounted>, 'data' | 'error' | 'isFetching' | 'isPlaceholderData'> {
  readonly refetch: () => unknown;
}

/** Until a lot that has changed is counted anew, the figures of before stand, with their time. */
export const countingOf = (api: Pick<Api, 'get'>, lot: ToldLot): UseQueryOptions<Reconciliation> => {
  const path = lotPath(lot, '/reconciliation');
  return {
    queryKey: ['api', path, rowOf(lot)],
    queryFn: () => api.get(path, reconciliation),
    placeholderData: keepPreviousData,
    meta: COSTLY,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  };
};

/** What of a lot makes it worth counting anew when it changes. Once it is released or cancelled nothing does; a recall changes no number. */
function rowOf({ recalls: _, ...lot }: ToldLot): string {
  return lot.state === 'released' || lot.state === 'cancelled' ? lot.state : JSON.stringify(lot);
}
