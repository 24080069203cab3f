import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import { useState } from 'react';
import { madeStatement, type StatementKind } from '../../shared/messages/statements-api.ts';
import { Problem } from '../api.ts';
import { signInAgain } from '../session.ts';
import { Loading } from '../shell/loading.tsx';
import { useHere } from '../shell/session-context.ts';
import { AreaField } from './area-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { type ErrorAt, wrongAt } from './error-at.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { needsProof } from './sign-modal.tsx';
import { type Draft, draftFor, dropDraft, keepDraft, statedIn } from './statement-draft.ts';
import { StatementFields } from './statement-fields.tsx';
import { SubmitForm } from './submit-form.tsx';
import { useDeed } from './use-deed.tsx';
import { useToldReports } from './use-told-reports.ts';

const meanings = ['told by hand', 'told by hand, as agreed with the regulator'];
const LEAST = 10;

interface Given {
  readonly market: string;
  readonly kind: StatementKind;
  /** With the number of reports that tell it. */
  readonly told: (reports: number) => void;
}

/** A form for one statement; where there is nothing that it may be about, that is said instead. */
export function StatementForm({ market, kind, told }: Given) {
  const { username } = useHere();
  const [draft, setDraft] = useState<Draft>(() => {
    const first = draftFor(market, kind.name);
    return { ...first, values: { '/signature/meaning': meanings[0] ?? '', ...first.values } };
  });
  const reports = useToldReports(market, kind.of === 'document' ? (kind.documents ?? []) : []);
  const say = useDeed(async (api) => {
    const { deliveries } = await api.post('/api/statements', statedIn(kind, draft), madeStatement);
    dropDraft();
    return deliveries.length;
  });
  if (reports.error !== null) return <ProblemAlert error={reports.error} again={reports.refetch} />;
  if (kind.of === 'document' && reports.data === undefined) return <Loading what="Looking for reports" />;
  if (kind.of === 'document' && reports.data?.length === 0)
    return <Alert type="info">No {kind.documents?.join(', ')} has been acknowledged that it could be about.</Alert>;
  const set = (at: string) => (value: string) =>
    setDraft((before) => ({ ...before, values: { ...before.values, [at]: value } }));
  const reason = draft.values['/reason'] ?? '';
  const at = errorsOf(say.error);
  const proveAgain = () => {
    keepDraft(draft);
    void signInAgain();
  };
  return (
    <Container>
      <SubmitForm
        label="Tell the regulator"
        act="Tell the regulator"
        submit={() => say.mutate(undefined, { onSuccess: told })}
        isPending={say.isPending}
        isReady={reason.trim().length >= LEAST}
        error={say.error}
      >
        <StatementFields kind={kind} values={draft.values} set={set} errorAt={at} reports={reports.data ?? []} />
        <ChoiceField
          label="Meaning of the signature"
          description={`Signed by ${username}`}
          value={draft.values['/signature/meaning'] ?? ''}
          values={meanings}
          change={set('/signature/meaning')}
        />
        <AreaField
          label="Reason"
          constraint={`${LEAST} characters or more`}
          value={reason}
          change={set('/reason')}
          error={at('/reason')}
        />
        {needsProof(say.error) && (
          <Button formAction="none" onClick={proveAgain}>
            Sign in again to sign
          </Button>
        )}
      </SubmitForm>
    </Container>
  );
}

/** What is refused of the movement that is made of it is about the members that it was made of. */
function errorsOf(error: unknown): ErrorAt {
  if (!(error instanceof Problem)) return () => undefined;
  return wrongAt([{ ...error.said, at: error.said.at?.replace(/^\/movement/, '') }]);
}
