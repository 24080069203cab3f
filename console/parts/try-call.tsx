import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useHere } from '../shell/session-context.ts';
import type { Operation } from './api-document.ts';
import { ACCEPT, headersAsked, mediaOf } from './asked-with.ts';
import { ChoiceField } from './choice-field.tsx';
import { calledPath } from './curl-of.ts';
import { isPermission } from './is-permission.ts';
import { SubmitForm } from './submit-form.tsx';
import { TextField } from './text-field.tsx';
import { TriedAnswer } from './tried-answer.tsx';
import { tryPath } from './try-path.ts';

interface Given {
  readonly operation: Operation;
  /** Of its parameters. */
  readonly values: Readonly<Record<string, string>>;
  readonly change: (values: Readonly<Record<string, string>>) => void;
}

/** Asks a question of the API here and now, as who is signed in, and shows the answer as it came. */
export function TryCall({ operation, values, change }: Given) {
  const { token, username, may } = useHere();
  const { permission, parameters } = operation;
  const asked = useMutation({
    mutationFn: () => tryPath(calledPath(operation, values), token, headersAsked(operation, values)),
  });
  const media = mediaOf(operation);
  const isReady = parameters.every(({ required, name }) => !required || Boolean(values[name]));
  const isPermitted = permission === undefined || (isPermission(permission) && may(permission));
  return (
    <Container
      header={
        <Header variant="h2" description={`It is asked as ${username}, with the token of this session.`}>
          Try it
        </Header>
      }
    >
      <SpaceBetween size="m">
        {!isPermitted && (
          <Alert type="info">Your role does not carry {permission}: the answer will be a refusal.</Alert>
        )}
        <SubmitForm
          label="Try it"
          act="Ask"
          submit={() => asked.mutate()}
          isPending={asked.isPending}
          isReady={isReady}
          error={asked.error}
        >
          {parameters.map(({ name, required, description }) => (
            <TextField
              key={name}
              label={required ? name : `${name} - optional`}
              value={values[name] ?? ''}
              change={(value) => change({ ...values, [name]: value })}
              constraint={description}
            />
          ))}
          {media.length > 1 && (
            <ChoiceField
              label="Media type"
              value={values[ACCEPT] || (media[0] ?? '')}
              values={media}
              change={(type) => change({ ...values, [ACCEPT]: type })}
            />
          )}
        </SubmitForm>
        {asked.data !== undefined && <TriedAnswer answer={asked.data} />}
      </SpaceBetween>
    </Container>
  );
}
