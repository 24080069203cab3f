import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { MappedDocuments } from './mapped-documents.tsx';
import { PreviewInput } from './preview-input.tsx';
import { type PreviewOn, triedOn } from './preview-on.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { usePreview } from './use-preview.ts';

interface Given {
  /** Of the mapping; empty while it has none. */
  readonly name: string;
  /** What is tried: a version, or a mapping as it is written just now; undefined while that is not sound. */
  readonly tried: object | undefined;
  /** Its samples as JSON: their inputs can be tried. */
  readonly samples: string;
}

/** Tries a mapping on a sample, a text, captured events or a lot, as it is written; nothing is stored. */
export function MappingPreview({ name, tried, samples }: Given) {
  const [on, setOn] = useState<PreviewOn>({ kind: 'lot', sample: '', text: '', ids: '', gtin: '', lot: '' });
  const given = triedOn(on, samples);
  const body = tried === undefined || given === undefined ? undefined : { ...tried, ...given };
  const { data, error, isFetching } = usePreview(name, body);
  return (
    <Container
      header={
        <Header variant="h2" description="Nothing is stored; it is tried again whenever you change something">
          Preview
        </Header>
      }
    >
      <SpaceBetween size="m">
        <section aria-label="Preview">
          <PreviewInput on={on} change={setOn} samples={samples} />
        </section>
        <div role="status">
          {tried === undefined && <StatusIndicator type="stopped">The mapping is not sound yet</StatusIndicator>}
          {isFetching && <StatusIndicator type="in-progress">Being tried</StatusIndicator>}
        </div>
        {body !== undefined && <ProblemAlert error={error} />}
        {body !== undefined && error === null && data !== undefined && <MappedDocuments of={data} />}
      </SpaceBetween>
    </Container>
  );
}
