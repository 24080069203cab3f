import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useState } from 'react';
import { useHere } from '../shell/session-context.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { type WholeDelivery, wholeDelivery } from './told-delivery.ts';
import { useDeed } from './use-deed.tsx';

/** So many fields are shown at once; whoever has more gives them by the API. */
const MOST_SHOWN = 50;

/** Facts that a report wants and no event tells: those that were given, and a form for those that are missing. */
export function DeliveryFacts({ delivery }: { readonly delivery: WholeDelivery }) {
  const given = Object.entries(delivery.facts);
  if (given.length === 0 && delivery.missing.length === 0) return null;
  const shown = given.slice(0, MOST_SHOWN);
  return (
    <Container header={<Header variant="h2">Facts that the report wants</Header>}>
      <SpaceBetween size="m">
        {shown.length > 0 && <KeyValuePairs columns={3} items={shown.map(([label, value]) => ({ label, value }))} />}
        {given.length > shown.length && <p>And {given.length - shown.length} more.</p>}
        {delivery.missing.length > 0 && <Missing delivery={delivery} />}
      </SpaceBetween>
    </Container>
  );
}

function Missing({ delivery: { deliveryId, missing } }: { readonly delivery: WholeDelivery }) {
  const { may } = useHere();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const give = useDeed(
    (api, facts: Record<string, string>) =>
      api.replace(`/api/deliveries/${encodeURIComponent(deliveryId)}/facts`, { facts }, wholeDelivery),
    ({ missing: still }) =>
      still.length === 0 ? 'All facts are there: it goes.' : `${still.length} facts are missing.`,
  );
  if (!may('deliveries:write')) return <p>It waits for {missing.length} facts, which your role does not give.</p>;
  const shown = missing.slice(0, MOST_SHOWN);
  const said = Object.entries(typed).filter(([, value]) => value.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    give.mutate(Object.fromEntries(said), { onSuccess: () => setTyped({}) });
  };
  return (
    <form onSubmit={submit} aria-label="Facts that are missing">
      <Form
        actions={
          <Button variant="primary" formAction="submit" disabled={said.length === 0} loading={give.isPending}>
            Give them
          </Button>
        }
      >
        <SpaceBetween size="s">
          {shown.map((name) => (
            <FormField key={name} label={name}>
              <Input
                value={typed[name] ?? ''}
                onChange={({ detail }) => setTyped({ ...typed, [name]: detail.value })}
              />
            </FormField>
          ))}
          {missing.length > shown.length && <p>{missing.length - shown.length} more come after these.</p>}
          <ProblemAlert error={give.error} />
        </SpaceBetween>
      </Form>
    </form>
  );
}
