import type { InvalidateOptions, QueryClient } from '@tanstack/react-query';

/** Of a question whose answer costs tens of thousands of reads: it is asked anew where somebody asks for that, or what it is about has changed. */
export const COSTLY = { isCostly: true } as const;

/** Asks anew for all that is looked at, as something was done; not for what is costly. */
export const askAnew = (
  client: Pick<QueryClient, 'invalidateQueries'>,
  options: InvalidateOptions = {},
): Promise<void> => client.invalidateQueries({ predicate: ({ meta }) => meta?.['isCostly'] !== true }, options);
