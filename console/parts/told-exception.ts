import type * as v from 'valibot';
import type { exceptionView } from '../../shared/messages/exceptions-api.ts';

export type ToldException = v.InferOutput<typeof exceptionView>;

/** True while somebody has to look at it. */
export const isActive = ({ state }: Pick<ToldException, 'state'>): boolean => state === 'open' || state === 'assigned';

export const exceptionPath = ({ exceptionId }: Pick<ToldException, 'exceptionId'>): string =>
  `/api/exceptions/${encodeURIComponent(exceptionId)}`;
