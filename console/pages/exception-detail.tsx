import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { exceptionView } from '../../shared/messages/exceptions-api.ts';
import type { PageProps } from '../page-props.ts';
import { EventLinks } from '../parts/event-links.tsx';
import { EventView } from '../parts/event-view.tsx';
import { ExceptionActs } from '../parts/exception-acts.tsx';
import { ExceptionSeverity, ExceptionState, ExceptionSubject } from '../parts/exception-words.tsx';
import { LinkTo } from '../parts/link-to.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import type { ToldException } from '../parts/told-exception.ts';
import { exceptionPath } from '../parts/told-exception.ts';
import { UnitCode } from '../parts/unit-code.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { When } from '../parts/when.tsx';
import { Loading } from '../shell/loading.tsx';
import { useHere } from '../shell/session-context.ts';

const REFRESH_MS = 5_000;

/** One exception: what it means, what to do, its units and events, and all that was done about it. */
export function ExceptionDetail({ route }: PageProps) {
  const path = exceptionPath({ exceptionId: route.subject });
  const { data, error, refetch } = useAsked(path, exceptionView, { every: REFRESH_MS });
  const [event, setEvent] = useState<string>();
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={data.detail} actions={<ExceptionActs row={data} again={refetch} />}>
          {data.title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        <Container header={<Header variant="h2">What it is</Header>}>
          <Facts row={data} />
        </Container>
        <Container header={<Header variant="h2">What it is about</Header>}>
          <KeyValuePairs
            columns={2}
            items={[
              {
                label: 'Units',
                value: data.epcs.map((epc) => (
                  <div key={epc}>
                    <UnitCode epc={epc} />
                  </div>
                )),
              },
              {
                label: 'Events, the one that offends first',
                value: <EventLinks ids={data.eventIds} open={setEvent} />,
              },
            ]}
          />
        </Container>
        <History row={data} />
      </SpaceBetween>
      {event !== undefined && <EventView eventId={event} close={() => setEvent(undefined)} />}
    </ContentLayout>
  );
}

function Facts({ row }: { readonly row: ToldException }) {
  const { may } = useHere();
  const { severity, means, remedy, detectedAt, captureId, rule } = row;
  const capture = <code className="long">{captureId}</code>;
  return (
    <KeyValuePairs
      columns={3}
      items={[
        { label: 'State', value: <ExceptionState row={row} /> },
        { label: 'Severity', value: <ExceptionSeverity severity={severity} /> },
        { label: 'Found', value: <When at={detectedAt} /> },
        { label: 'It may mean', value: `${means}.` },
        { label: 'What to do', value: `${remedy}.` },
        { label: 'Rule', value: <code>{rule}</code> },
        { label: 'About', value: <ExceptionSubject row={row} /> },
        {
          label: 'Capture that showed it',
          value: may('events:capture') ? (
            <LinkTo page="captures" subject={captureId}>
              {capture}
            </LinkTo>
          ) : (
            capture
          ),
        },
      ]}
    />
  );
}

function History({ row: { history } }: { readonly row: ToldException }) {
  const rows = history.map((entry, i) => ({ ...entry, id: String(i) })).toReversed();
  return (
    <Table
      header={<Header variant="h2">What was done about it</Header>}
      ariaLabels={{ tableLabel: 'What was done about it' }}
      items={rows}
      trackBy="id"
      wrapLines
      columnDefinitions={[
        { id: 'at', header: 'When', isRowHeader: true, cell: ({ at }) => <When at={at} /> },
        { id: 'what', header: 'What', cell: ({ what }) => what },
        { id: 'by', header: 'By', cell: ({ by }) => by },
        { id: 'why', header: 'Why', cell: ({ reason }) => reason ?? '–' },
      ]}
    />
  );
}
