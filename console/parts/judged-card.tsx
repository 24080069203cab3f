import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { count } from './count.ts';
import { counted } from './counted.ts';
import type { JudgedDocument } from './epcis-work.ts';
import { JudgedProblems } from './judged-problems.tsx';

interface Given {
  readonly name: string;
  readonly judged: JudgedDocument;
}

/** Whether a document is valid, and what is wrong with it. */
export function JudgedCard({ name, judged: { isValid, events, errors, warnings, problems } }: Given) {
  const more = errors + warnings - problems.length;
  return (
    <Container>
      <SpaceBetween size="m">
        <Alert
          type={!isValid ? 'error' : warnings > 0 ? 'warning' : 'success'}
          header={`${name} is ${isValid ? 'valid' : 'invalid'}`}
        >
          <span role="status">
            {[counted(events, 'event'), counted(errors, 'error'), counted(warnings, 'warning')].join(', ')}
            {more > 0 && `; the first ${count(problems.length)} are told`}
          </span>
        </Alert>
        {problems.length > 0 && <JudgedProblems problems={problems} />}
      </SpaceBetween>
    </Container>
  );
}
