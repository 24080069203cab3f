import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type * as v from 'valibot';
import type { previewedMapping } from '../../shared/messages/mappings-api.ts';
import { writeJson } from './json-text.ts';
import { saveFile } from './save-file.ts';
import { ShownText } from './shown-text.tsx';

type Previewed = v.InferOutput<typeof previewedMapping>;

/** What a mapping made, and what it could not do. */
export function MappedDocuments({
  of: { documents = [], document, family, problems = [] },
}: {
  readonly of: Previewed;
}) {
  const numbered = documents.map((one, i) => ({ ...one, number: i + 1 }));
  return (
    <SpaceBetween size="m">
      <MappedProblems problems={problems} />
      {numbered.map(({ number, body, contentType, fileExtension }) => (
        <ShownText
          key={number}
          label={`Document ${number}`}
          description={`of ${documents.length}, ${contentType}`}
          text={body}
          actions={
            <Button
              iconName="download"
              formAction="none"
              onClick={() => saveFile(`preview-${number}.${fileExtension}`, new Blob([body], { type: contentType }))}
            >
              Download
            </Button>
          }
        />
      ))}
      {document !== undefined && (
        <ShownText label="What it says" description={family ?? 'epcis'} text={writeJson(document)} />
      )}
    </SpaceBetween>
  );
}

/** What a mapping could not do, each with its place. */
export function MappedProblems({ problems }: { readonly problems: NonNullable<Previewed['problems']> }) {
  if (problems.length === 0) return null;
  return (
    <Alert type="warning" header={problems.length === 1 ? 'One problem' : `${problems.length} problems`}>
      <ol className="history" aria-label="Problems">
        {problems.map(({ refused, detail, at, line, column, rule, remedy }) => {
          const inText = line === undefined ? '' : `line ${line}${column === undefined ? '' : `, column ${column}`}`;
          const place = [inText, at].filter(Boolean).join(' · ');
          return (
            <li key={`${place} ${detail}`}>
              <b>{refused}</b>: {detail} {place !== '' && <code>{place}</code>} {rule}{' '}
              {remedy !== undefined && <b>What to do: {remedy}</b>}
            </li>
          );
        })}
      </ol>
    </Alert>
  );
}
