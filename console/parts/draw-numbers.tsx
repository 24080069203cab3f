import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { serialBlock, serialRequest } from '../../shared/messages/site-api.ts';
import { routeTo } from '../route.ts';
import { count as counted } from './count.ts';
import { SubmitForm } from './submit-form.tsx';
import { TextField } from './text-field.tsx';
import { useChecked } from './use-checked.ts';
import { useDeed } from './use-deed.tsx';
import { bodyOf, numberOf } from './wrong-with.ts';

const names = ['pool', 'count', 'site', 'line', 'order', 'partner', 'market', 'requestId'] as const;
const words: Readonly<Record<(typeof names)[number], { readonly label: string; readonly constraint?: string }>> = {
  pool: { label: 'Pool' },
  count: { label: 'How many', constraint: '1 to 10,000,000' },
  site: { label: 'Site', constraint: 'Where they are printed' },
  line: { label: 'Line - optional' },
  order: { label: 'Order - optional', constraint: 'That they are printed for' },
  partner: { label: 'Partner - optional', constraint: 'That they are for' },
  market: { label: 'Market profile - optional', constraint: 'A pool of another profile is refused' },
  requestId: { label: 'Id of the request', constraint: 'Sent again under the same id, the same numbers are answered' },
};

/** The form by which a person draws numbers from a pool. */
export function DrawNumbers({ pool }: { readonly pool: string }) {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() => ({
    pool,
    requestId: `by-hand-${crypto.randomUUID()}`,
  }));
  const draw = useDeed(
    (api, body: object) => api.post('/api/serial-requests', body, serialBlock),
    ({ first, last }) => `Counters ${counted(first)} to ${counted(last)} are drawn.`,
  );
  const { at, check, error } = useChecked(serialRequest, draw);
  const leave = (query: Record<string, string>) => location.assign(routeTo('pools', '', query));
  const submit = () => {
    const said = bodyOf(typed);
    const body = { ...said, ...(said['count'] !== undefined && { count: numberOf(said['count']) }) };
    if (check(body)) draw.mutate(body, { onSuccess: ({ requestId }) => leave({ request: requestId }) });
  };
  return (
    <ContentLayout header={<Header variant="h1">Draw numbers</Header>}>
      <Container>
        <SubmitForm
          label="Draw numbers"
          act="Draw them"
          submit={submit}
          isPending={draw.isPending}
          error={error}
          cancel={() => leave({ tab: 'requests' })}
        >
          <ColumnLayout columns={2}>
            {names.map((name) => (
              <TextField
                key={name}
                {...words[name]}
                value={typed[name] ?? ''}
                change={(value) => setTyped({ ...typed, [name]: value })}
                error={at(`/${name}`)}
              />
            ))}
          </ColumnLayout>
        </SubmitForm>
      </Container>
    </ContentLayout>
  );
}
