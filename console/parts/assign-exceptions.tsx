import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import { useState } from 'react';
import { exceptionView } from '../../shared/messages/exceptions-api.ts';
import { Problem } from '../api.ts';
import { useHere } from '../shell/session-context.ts';
import { ConfirmModal } from './confirm-modal.tsx';
import { exceptionPath, type ToldException } from './told-exception.ts';
import { useDeed } from './use-deed.tsx';

interface Given {
  readonly rows: readonly ToldException[];
  /** Called with those that were not assigned: none, if all goes well. */
  readonly left?: (rows: readonly ToldException[]) => void;
  readonly close: () => void;
}

/** Gives exceptions to somebody, who looks after them: one after the other, each as it was seen. */
export function AssignExceptions({ rows, left, close }: Given) {
  const { username } = useHere();
  const [to, setTo] = useState(rows[0]?.assignee ?? username);
  const [done, setDone] = useState(0);
  const assign = useDeed(
    async (api) => {
      const refused: { readonly row: ToldException; readonly error: unknown }[] = [];
      for (const [i, row] of rows.entries()) {
        const asked = api.post(`${exceptionPath(row)}/assign`, { to: to.trim(), version: row.version }, exceptionView);
        await asked.catch((error: unknown) => refused.push({ row, error }));
        setDone(i + 1);
      }
      return refused;
    },
    (refused) => {
      const assigned = rows.length - refused.length;
      return assigned === 0 ? undefined : `${assigned} assigned to ${to.trim()}.`;
    },
  );
  const act = async () => {
    setDone(0);
    const refused = await assign.mutateAsync();
    left?.(refused.map(({ row }) => row));
    const [first] = refused;
    if (first !== undefined) throw rows.length === 1 ? first.error : notAll(refused.length, first.error);
  };
  const many = rows.length === 1 ? 'it' : `the ${rows.length} exceptions`;
  return (
    <ConfirmModal
      question={`Assign ${rows.length === 1 ? 'the exception' : many}`}
      consequence={`Whoever is named looks after ${many}; others see that.`}
      label="Assign"
      act={act}
      close={close}
    >
      <FormField label="To" constraintText="A user name">
        <Input value={to} onChange={({ detail }) => setTo(detail.value)} />
      </FormField>
      {assign.isPending && rows.length > 1 && (
        <ProgressBar value={(done / rows.length) * 100} label={`${done} of ${rows.length}`} />
      )}
    </ConfirmModal>
  );
}

function notAll(count: number, first: unknown): Problem {
  const said = first instanceof Problem ? first.said : { detail: String(first) };
  return new Problem({ ...said, title: `${count} were not assigned`, detail: said.detail ?? said.title ?? '' });
}
