import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Api } from '../api.ts';
import { useTell } from '../shell/notices.tsx';
import { useHere } from '../shell/session-context.ts';
import { askAnew } from './ask-anew.ts';
import { ProblemLines, saidOf } from './problem-alert.tsx';

interface Options {
  /** Its button stands alone, with no place below it: what was refused is told above the page. */
  readonly isAlone?: boolean;
}

/**
 * Something that a person does: what is shown is asked for anew afterwards, and the page says what was done. What was refused is in `error`, and shown where it was tried.
 *
 * @param told what to say when it is done; nothing is said for nothing
 */
export function useDeed<Given = void, Answer = unknown>(
  act: (api: Api, given: Given) => Promise<Answer>,
  told?: (answer: Answer, given: Given) => string | undefined,
  { isAlone = false }: Options = {},
) {
  const { api } = useHere();
  const client = useQueryClient();
  const tell = useTell();
  return useMutation<Answer, Error, Given>({
    mutationFn: (given) => act(api, given),
    onSuccess: (answer, given) => {
      const words = told?.(answer, given);
      if (words !== undefined) tell(words, { type: 'success', content: words });
      // It is done: whoever did it does not wait for lists, of which any may hang.
      void askAnew(client);
    },
    onError: (error) => {
      if (!isAlone) return;
      const { title = 'Refused' } = saidOf(error);
      tell(title, { type: 'error', header: title, content: <ProblemLines error={error} /> });
    },
  });
}
