import Alert from '@cloudscape-design/components/alert';
import type { InboundDocument } from './inbound-documents.ts';

const MEND = 'Mend the document there, or have its sender do so, then send it again';

/** What is wrong with a document; where nobody says what to do, it is the document that is to be mended. */
export function DocumentProblems({ problems }: Pick<InboundDocument, 'problems'>) {
  if (problems.length === 0) return null;
  const header = problems.length === 1 ? 'One thing is wrong' : `${problems.length} things are wrong`;
  return (
    <Alert type="error" header={header}>
      <ol className="history" aria-label="What is wrong">
        {problems.map(({ code, detail, at, rule, remedy = MEND }) => (
          <li key={`${code} ${at} ${detail}`}>
            <b>{code ?? 'Refused'}</b>: {detail}
            {at && (
              <div>
                <b>Where:</b> <code>{at}</code>
              </div>
            )}
            {rule && (
              <div>
                <b>Rule:</b> {rule}
              </div>
            )}
            <div>
              <b>What to do:</b> {remedy}
            </div>
          </li>
        ))}
      </ol>
    </Alert>
  );
}
