import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type * as v from 'valibot';
import { get } from './ask.ts';
import { signsIn } from './live.ts';
import { mayDo, useSession } from './session.ts';

const EVERY_MS = 2_000;

interface Asking {
  /** The right without which it is not asked for. */
  readonly right: string;
  readonly everyMs?: number | undefined;
}

/** What is at a path, asked for again every few seconds while it is looked at by somebody who may; nothing where no path is given. */
export function useAsked<Shape extends v.GenericSchema>(
  path: string | undefined,
  shape: Shape,
  { right, everyMs }: Asking,
) {
  const session = useSession();
  return useQuery<v.InferOutput<Shape>>({
    // What one person was told is not shown to the next.
    queryKey: ['agent', session.person?.username ?? '', path],
    queryFn: () => get(path ?? '', shape),
    enabled: path !== undefined && mayDo(right, session, signsIn()),
    refetchInterval: everyMs ?? EVERY_MS,
    retry: false,
  });
}

/** Has everything that was asked for asked again: something was done. */
export function useAskAgain(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: ['agent'] }), [client]);
}
