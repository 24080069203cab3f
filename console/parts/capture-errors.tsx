import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import * as v from 'valibot';
import { Problem, type Said } from '../api.ts';
import { jobPath } from './capture-job.ts';
import { ProblemAlert, ProblemLines } from './problem-alert.tsx';
import { queryPath } from './query-path.ts';
import { usePaged } from './use-paged.tsx';

const text = v.optional(v.string());
const shape = v.array(v.looseObject({ title: text, detail: text, at: text, rule: text, remedy: text }));
const PER_PAGE = 20;
const REFRESH_MS = 5_000;

interface Given {
  readonly captureID: string;
  readonly isRunning: boolean;
}

/** What was wrong with the events of a capture: where, by which rule, and what to do. */
export function CaptureErrors({ captureID, isRunning }: Given) {
  const path = queryPath(`${jobPath(captureID)}/errors`, { perPage: PER_PAGE });
  const { listed, page, pagination } = usePaged(path, shape, isRunning ? { every: REFRESH_MS } : {});
  return (
    <Container
      header={
        <Header variant="h2" actions={pagination}>
          Errors
        </Header>
      }
    >
      <SpaceBetween size="m">
        <ProblemAlert error={listed.error} again={listed.refetch} />
        <ol className="errors">
          {page?.map((error, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: errors of a capture are added at the end, and never change
            <li key={i}>
              <b>{error.title ?? 'Refused'}</b>
              <ProblemLines error={new Problem(documentProblem(error))} />
            </li>
          ))}
        </ol>
      </SpaceBetween>
    </Container>
  );
}

/** Where nobody says what to do, it is the document that is to be mended. */
export const documentProblem = (said: Said): Said => ({
  ...said,
  remedy: said.remedy ?? 'Mend the document there, or have its sender do so, then send it again',
});
