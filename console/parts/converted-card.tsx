import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { CodeBlock } from './code-block.tsx';
import { count } from './count.ts';
import { type ConvertedDocument, type FormName, forms } from './epcis-work.ts';
import { JudgedProblems } from './judged-problems.tsx';
import { saveFile } from './save-file.ts';

/** Nobody reads more on a page. */
const SHOWN_BYTES = 64 * 1024;

interface Given {
  readonly name: string;
  readonly to: FormName;
  readonly converted: ConvertedDocument;
}

/** What a document became in another form, and what a receiver may stumble over. */
export function ConvertedCard({ name, to, converted: { document, problems, warnings } }: Given) {
  const form = forms.find(({ value }) => value === to);
  const file = `${name.replace(/\.\w+$/, '')}${form?.extension ?? ''}`;
  return (
    <Container>
      <SpaceBetween size="m">
        {document === undefined ? (
          <Alert type="error" header="Nothing was written" />
        ) : (
          <Alert
            type={warnings.length + problems.length > 0 ? 'warning' : 'success'}
            header={`${name} as ${form?.label}`}
            action={
              <Button iconName="download" onClick={() => saveFile(file, document)}>
                Keep {file}
              </Button>
            }
          >
            <span role="status">{count(document.size)} bytes</span>
          </Alert>
        )}
        {warnings.length > 0 && (
          <ul>
            {warnings.map(({ message, remedy }) => (
              <li key={message}>
                {message}
                {remedy !== undefined && ` — ${remedy}`}
              </li>
            ))}
          </ul>
        )}
        {problems.length > 0 && <JudgedProblems problems={problems} />}
        {document !== undefined && <Beginning document={document} />}
      </SpaceBetween>
    </Container>
  );
}

function Beginning({ document }: { readonly document: Blob }) {
  const { data } = useQuery({
    queryKey: ['beginning', document],
    queryFn: () => document.slice(0, SHOWN_BYTES).text(),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (data === undefined) return null;
  const isCut = document.size > SHOWN_BYTES;
  return <CodeBlock label={isCut ? 'How it begins' : 'The document'} text={isCut ? `${data}\n…` : data} />;
}
