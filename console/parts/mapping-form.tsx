import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { mappingPage } from '../../shared/messages/mappings-api.ts';
import { ChoiceField } from './choice-field.tsx';
import { errorAt } from './error-at.ts';
import { JsonField } from './json-field.tsx';
import { readJson, writeJson } from './json-text.ts';
import { MappingPreview } from './mapping-preview.tsx';
import { SubmitForm } from './submit-form.tsx';
import { TextField } from './text-field.tsx';
import { useAsked } from './use-asked.ts';
import { type MappingBefore, useMappingDraft } from './use-mapping-draft.ts';

interface Given {
  /** Undefined for a new one, whose name is asked for. */
  readonly before?: MappingBefore;
  readonly saved: (name: string) => void;
  readonly cancel: () => void;
}

const nothing: MappingBefore = { mapping: { format: 'epcis-2.0-json', direction: 'out' }, samples: [] };

/** A mapping and its samples as JSON, tried as it is written. What is wrong is told at its line before it is sent, by the rules of the server. */
export function MappingForm({ before, saved, cancel }: Given) {
  const draft = useMappingDraft(before ?? nothing, saved);
  const { name, mapping, samples } = draft;
  return (
    <SpaceBetween size="l">
      <Container>
        <SubmitForm
          label={before === undefined ? 'New mapping' : `Change mapping ${before.name}`}
          act="Save as draft"
          submit={draft.submit}
          isPending={draft.isPending}
          isReady={draft.isReady}
          error={draft.error}
          cancel={cancel}
        >
          {before === undefined && (
            <SpaceBetween size="m">
              <TextField
                label="Name"
                constraint="Lower-case letters, digits and hyphens"
                value={name}
                change={draft.setName}
                error={errorAt(draft.error)('/name')}
              />
              <ReadyMade begin={mapping.change} />
            </SpaceBetween>
          )}
          <JsonField
            label="Mapping"
            rows={18}
            value={mapping.text}
            change={mapping.change}
            problems={mapping.problems}
          />
          <JsonField
            label="Samples"
            constraint='It is tested by them: [{"name", "input", "expect": {"output"} or {"problems"}}]'
            rows={8}
            value={samples.text}
            change={samples.change}
            problems={samples.problems}
          />
        </SubmitForm>
      </Container>
      <MappingPreview
        name={name.trim()}
        tried={mapping.problems.length === 0 ? triedOf(mapping.text) : undefined}
        samples={samples.text}
      />
    </SpaceBetween>
  );
}

function triedOf(text: string): object | undefined {
  const read = readJson(text);
  return 'fault' in read || read.value === undefined ? undefined : { mapping: read.value };
}

/** A new one begins with one that is ready made. */
function ReadyMade({ begin }: { readonly begin: (text: string) => void }) {
  const { data } = useAsked('/api/mappings?ready=true', mappingPage);
  const ready = data?.mappings ?? [];
  const [chosen, setChosen] = useState('');
  const choose = (name: string) => {
    setChosen(name);
    begin(writeJson(ready.find((one) => one.name === name)?.mapping ?? nothing.mapping));
  };
  return (
    <ChoiceField
      label="Begin with - optional"
      value={chosen}
      values={ready.map(({ name, mapping }) => ({ value: name, label: name, description: mapping?.description ?? '' }))}
      change={choose}
    />
  );
}
