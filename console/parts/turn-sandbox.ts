import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import * as v from 'valibot';
import { problemOf, unreachable } from '../api.ts';
import { useTell } from '../shell/notices.tsx';
import { turned } from './sandbox-shape.ts';

const REFRESH_MS = 5_000;
const WAIT_MS = 10_000;
const refused = v.object({ at: v.optional(v.string()), detail: v.string(), remedy: v.optional(v.string()) });

/** How a sandbox is turned; asked of the sandbox itself, which is no part of the installation. @param control where it is turned */
export const useTurned = (control: string) =>
  useQuery({
    queryKey: ['sandbox', control],
    queryFn: async () => v.parse(turned, await wish(control, { do: 'look' })),
    refetchInterval: REFRESH_MS,
  });

/** Turns a sandbox, and says so. What it refuses is in `error`. */
export function useTurn(control: string, told: string) {
  const client = useQueryClient();
  const tell = useTell();
  return useMutation({
    mutationFn: (wanted: object) => wish(control, wanted),
    onSuccess: async () => {
      tell(told, { type: 'success', content: told });
      await client.invalidateQueries({ queryKey: ['sandbox', control] });
    },
  });
}

/** Says a wish to a sandbox: as plain text, for which a browser asks nobody before. @throws Problem when it is refused, or no answer comes */
async function wish(control: string, wanted: object): Promise<unknown> {
  let response: Response;
  try {
    const body = JSON.stringify(wanted);
    response = await fetch(control, { method: 'POST', body, signal: AbortSignal.timeout(WAIT_MS) });
  } catch (error) {
    throw unreachable(error);
  }
  const said: unknown = await response.json().catch(() => undefined);
  if (response.ok) return said;
  const problem = v.safeParse(refused, said);
  throw problemOf(response.status, problem.success ? { title: 'The sandbox refused it', ...problem.output } : said);
}
