import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { Problem, type Said } from '../api.ts';

interface Given {
  readonly error: unknown;
  readonly again?: () => unknown;
}

/** What went wrong, where, by which rule, and what to do; and the way to try again, where it may be tried as it stands. */
export function ProblemAlert({ error, again }: Given) {
  if (error === null || error === undefined) return null;
  const action = again === undefined ? undefined : <Button onClick={() => void again()}>Try again</Button>;
  return (
    <Alert type="error" header={saidOf(error).title ?? 'Refused'} action={action}>
      <ProblemLines error={error} />
    </Alert>
  );
}

/** The lines of a problem, below its title. */
export function ProblemLines({ error }: Pick<Given, 'error'>) {
  const { detail, at, rule, remedy } = saidOf(error);
  return (
    <div role="alert">
      {detail}
      <Line label="Where" words={at} code />
      <Line label="Rule" words={rule} />
      <Line label="What to do" words={remedy} />
    </div>
  );
}

/** What an error says; one that no server told is a fault of the page's. */
export function saidOf(error: unknown): Said {
  if (error instanceof Problem) return error.said;
  return { title: 'Something failed', detail: String(error), remedy: 'Load the page again and try once more' };
}

function Line({ label, words, code = false }: { label: string; words: string | undefined; code?: boolean }) {
  if (!words) return null;
  return (
    <Box variant="div">
      <b>{label}: </b>
      {code ? <code>{words}</code> : words}
    </Box>
  );
}
