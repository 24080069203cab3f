import Button from '@cloudscape-design/components/button';
import { inboundStates } from '../../shared/messages/inbound-api.ts';
import { inboundWays } from '../../shared/network/channel-kinds.ts';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from '../parts/change-query.ts';
import { ChosenFilter } from '../parts/chosen-filter.tsx';
import { DocumentTable } from '../parts/document-table.tsx';
import { Filters } from '../parts/filters.tsx';
import { TypedFilter } from '../parts/typed-filter.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';

/** What partners sent, the newest first. */
export function DocumentsList({ route }: PageProps) {
  const { may } = useHere();
  const asked = (name: string) => route.query.get(name) ?? '';
  const narrowing = { partner: asked('partner'), state: asked('state'), way: asked('way') };
  const change = (name: keyof typeof narrowing) => (value: string) => changeQuery(route, { [name]: value });
  return (
    <DocumentTable
      title="Documents in"
      narrowing={narrowing}
      filter={
        <Filters>
          <TypedFilter label="Partner" value={narrowing.partner} change={change('partner')} />
          <ChosenFilter label="State" value={narrowing.state} values={inboundStates} change={change('state')} />
          <ChosenFilter label="Way" value={narrowing.way} values={inboundWays} change={change('way')} />
        </Filters>
      }
      actions={
        may('events:capture') && (
          <Button variant="primary" href={routeTo('documents-in', '', { do: 'upload' })}>
            Upload documents
          </Button>
        )
      }
    />
  );
}
