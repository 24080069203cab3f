import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type VerificationView, verificationView } from '../../shared/messages/verifications-api.ts';
import type { PageProps } from '../page-props.ts';
import { FactList } from '../parts/fact-list.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { sgtinLink } from '../parts/sgtin-link.ts';
import { UnitCode } from '../parts/unit-code.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { VerificationActs } from '../parts/verification-acts.tsx';
import { VerificationEvidence } from '../parts/verification-evidence.tsx';
import { VerificationState } from '../parts/verification-state.tsx';
import { When } from '../parts/when.tsx';
import { words } from '../parts/words.ts';
import { Loading } from '../shell/loading.tsx';

const REFRESH_MS = 5_000;

/** One pack that was asked about: what was answered, what it means, and the exact bytes. */
export function VerificationDetail({ route }: PageProps) {
  const path = `/api/verifications/${encodeURIComponent(route.subject)}`;
  const { data, error, refetch } = useAsked(path, verificationView, { every: REFRESH_MS });
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  const { id, outcome, meaning, remedy, detail, reason, additionalInfo } = data;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={id} actions={<VerificationActs path={path} row={data} again={refetch} />}>
          Verification of {data.serial}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        <Container header={<Header variant="h2">What was answered</Header>}>
          <FactList
            facts={[
              ['State', <VerificationState key="state" of={data} />],
              ['Outcome', outcome && words(outcome)],
              ['It means', meaning],
              ['What to do', remedy !== 'none' && remedy],
              ['In this case', detail],
              ['The responder says', [reason, additionalInfo].filter(Boolean).join('; ')],
            ]}
          />
        </Container>
        <Container header={<Header variant="h2">What was asked</Header>}>
          <Question row={data} />
        </Container>
        <VerificationEvidence path={path} row={data} />
      </SpaceBetween>
    </ContentLayout>
  );
}

function Question({ row }: { readonly row: VerificationView }) {
  const { gtin, serial, lot, exp, context, by, createdAt, deadline, attempts, answeredBy, closed } = row;
  return (
    <FactList
      facts={[
        ['Pack', <UnitCode key="pack" epc={sgtinLink(gtin, serial)} />],
        ['Lot', lot],
        ['Expiry', <code key="exp">{exp}</code>],
        ['Asked because', context === undefined ? 'somebody asked' : 'it came back and is to be sold again'],
        ['Asked by', by],
        ['Asked', <When key="asked" at={createdAt} />],
        ['Due by', deadline && <When key="deadline" at={deadline} />],
        ['Tries', String(attempts)],
        ['Answered by', answeredBy === 'repository' ? 'the repository of this installation' : row.responderUrl],
        ['Responder’s GLN', row.responderGLN && <code key="gln">{row.responderGLN}</code>],
        ['Answered', row.verifiedAt && <When key="answered" at={row.verifiedAt} />],
        ['Id of the question', <code key="uuid">{row.corrUUID}</code>],
        [
          'Closed',
          closed && (
            <>
              <When at={closed.at} /> by {closed.by}: {closed.reason}
            </>
          ),
        ],
      ]}
    />
  );
}
