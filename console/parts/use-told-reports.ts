import { useQuery } from '@tanstack/react-query';
import { useHere } from '../shell/session-context.ts';
import { toldReports } from './told-reports.ts';

/** Acknowledged reports of a market that a statement may be about, the latest first. @param names of them; nothing is asked for none */
export function useToldReports(market: string, names: readonly string[]) {
  const { api } = useHere();
  return useQuery({
    queryKey: ['told-reports', market, ...names],
    queryFn: () => toldReports(api, market, names),
    enabled: names.length > 0,
  });
}
