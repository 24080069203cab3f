import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { previewedMapping } from '../../shared/messages/mappings-api.ts';
import { useHere } from '../shell/session-context.ts';
import { useSettled } from './use-settled.ts';

const PAUSE_MS = 600;

/**
 * What a mapping makes of something, tried anew whenever either changes; nothing is stored by it.
 *
 * @param name empty of one that has none yet
 * @param body what is tried, and on what; nothing is asked without
 */
export function usePreview(name: string, body: object | undefined) {
  const { api } = useHere();
  const text = useSettled(body === undefined ? '' : JSON.stringify(body), PAUSE_MS);
  const path = `/api/mappings/${encodeURIComponent(name || 'unnamed')}/preview`;
  return useQuery({
    queryKey: ['preview', path, text],
    queryFn: () => api.post(path, JSON.parse(text), previewedMapping),
    enabled: text !== '',
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
