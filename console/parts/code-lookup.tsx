import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { codeAnswer } from '../../shared/messages/serials-api.ts';
import type { PageProps } from '../page-props.ts';
import { Loading } from '../shell/loading.tsx';
import { changeQuery } from './change-query.ts';
import { CodeFacts } from './code-facts.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { SubmitForm } from './submit-form.tsx';
import { useAsked } from './use-asked.ts';

/** Whether a code was issued, when and to whom, and what became of it. The code stands in the address. */
export function CodeLookup({ route }: PageProps) {
  const code = route.query.get('code') ?? '';
  const [typed, setTyped] = useState(code);
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Look a code up</Header>}>
        <SubmitForm
          label="Look a code up"
          act="Look up"
          isReady={typed.trim() !== ''}
          isPending={false}
          submit={() => changeQuery(route, { code: typed.trim() })}
        >
          <FormField
            label="Code"
            constraintText="In any spelling: scanned, with brackets, Digital Link, EPC URN, SSCC, or GTIN/serial"
          >
            <Input
              value={typed}
              autoComplete={false}
              spellcheck={false}
              onChange={({ detail }) => setTyped(detail.value)}
            />
          </FormField>
        </SubmitForm>
      </Container>
      {code !== '' && <Answer key={code} code={code} />}
    </SpaceBetween>
  );
}

function Answer({ code }: { readonly code: string }) {
  const asked = useAsked(`/api/serials/${encodeURIComponent(code)}`, codeAnswer);
  if (asked.data !== undefined) return <CodeFacts of={asked.data} />;
  return asked.error === null ? <Loading what="Looking" /> : <ProblemAlert error={asked.error} />;
}
