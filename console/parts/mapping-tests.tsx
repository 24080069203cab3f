import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type * as v from 'valibot';
import { testedMapping } from '../../shared/messages/mappings-api.ts';
import { MappedProblems } from './mapped-documents.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { Empty } from './server-table.tsx';
import { ShownText } from './shown-text.tsx';
import { useDeed } from './use-deed.tsx';

type Tested = v.InferOutput<typeof testedMapping>;
type Sample = Tested['samples'][number];

interface Given {
  /** Of the mapping. */
  readonly path: string;
  readonly version: number;
}

/** Runs the samples of a version, and shows what each came to. */
export function MappingTests({ path, version }: Given) {
  const run = useDeed((api) => api.post(`${path}/test`, { version }, testedMapping));
  const button = (
    <Button loading={run.isPending} onClick={() => run.mutate()}>
      Run the samples of version {version}
    </Button>
  );
  return (
    <>
      <ProblemAlert error={run.error} />
      <Table
        header={
          <Header variant="h2" actions={button} description={run.data !== undefined && <Outcome of={run.data} />}>
            Samples
          </Header>
        }
        ariaLabels={{ tableLabel: 'Samples' }}
        items={run.data?.samples ?? []}
        trackBy="name"
        wrapLines
        empty={<Empty words={emptyWords(run.data)} />}
        columnDefinitions={[
          { id: 'name', header: 'Sample', isRowHeader: true, cell: ({ name }) => name },
          {
            id: 'outcome',
            header: 'Outcome',
            cell: ({ passed }) => (
              <StatusIndicator type={passed ? 'success' : 'error'}>{passed ? 'passed' : 'failed'}</StatusIndicator>
            ),
          },
          { id: 'detail', header: 'What came of it', cell: (sample) => <Detail of={sample} /> },
        ]}
      />
    </>
  );
}

const emptyWords = (tested: Tested | undefined) =>
  tested === undefined
    ? 'They have not been run here yet.'
    : 'Write some with the next version: a mapping that nothing tests is approved by eye alone.';

function Outcome({ of: { passed, samples } }: { readonly of: Tested }) {
  const words = samples.length === 0 ? 'It has no samples.' : passed ? 'All samples pass.' : 'Not all samples pass.';
  return <StatusIndicator type={passed ? 'success' : 'error'}>{words}</StatusIndicator>;
}

function Detail({ of: { differs, output, problems = [], name } }: { readonly of: Sample }) {
  return (
    <SpaceBetween size="xs">
      {differs}
      <MappedProblems problems={problems} />
      {output !== undefined && (
        <ExpandableSection headerText="Output">
          <ShownText label={`Output of ${name}`} text={output} />
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}
