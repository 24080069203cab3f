import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import * as v from 'valibot';
import { SubmitForm } from './submit-form.tsx';
import { TextField } from './text-field.tsx';
import { useTurn } from './turn-sandbox.ts';

interface Given {
  readonly control: string;
  /** Words after `do` that this sandbox takes, beside those that have a form. */
  readonly others: readonly string[];
}

const object = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown()));

/** What only this sandbox takes: packs that become known, or are forgotten, and whatever else its people do. */
export function SandboxWish({ control, others }: Given) {
  const [text, setText] = useState(`{ "do": "${others[0]}" }`);
  const read = v.safeParse(object, text);
  const turn = useTurn(control, 'The sandbox did what it was told.');
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Packs become known, a batch is recalled, something is forgotten: docs/sandboxes.md has the members."
        >
          Anything else
        </Header>
      }
    >
      <SubmitForm
        label="Anything else"
        act="Tell it"
        submit={() => read.success && turn.mutate(read.output)}
        isPending={turn.isPending}
        isReady={read.success}
        error={turn.error}
      >
        <TextField
          label="Wish, JSON"
          value={text}
          change={setText}
          rows={6}
          constraint={`do is one of: ${others.join(', ')}`}
          error={read.success ? undefined : 'must be a JSON object'}
        />
      </SubmitForm>
    </Container>
  );
}
