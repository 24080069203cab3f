import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { answerName } from './asked-with.ts';
import { CodeBlock } from './code-block.tsx';
import { count } from './count.ts';
import { saveFile } from './save-file.ts';
import type { Tried } from './try-path.ts';

/** What the API answered, as it came. */
export function TriedAnswer({
  answer: { path, status, took, headers, body, text, isCut },
}: {
  readonly answer: Tried;
}) {
  const file = answerName(headers.find(([name]) => name === 'content-type')?.[1]);
  return (
    <SpaceBetween size="s">
      <div role="status">
        <StatusIndicator type={status < 400 ? 'success' : 'error'}>
          {status} in {count(took)} ms
        </StatusIndicator>
      </div>
      <KeyValuePairs
        columns={2}
        items={[
          { label: 'Asked', value: <code>{path}</code> },
          { label: 'Size', value: `${count(body.size)} bytes` },
          ...headers.map(([label, value]) => ({ label, value: <code>{value}</code> })),
        ]}
      />
      <CodeBlock label="Body" text={isCut ? `${text}\n…` : text} />
      <Button iconName="download" onClick={() => saveFile(file, body)}>
        Keep it as {file}
      </Button>
    </SpaceBetween>
  );
}
