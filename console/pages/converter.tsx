import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from '../parts/change-query.ts';
import { ConvertedCard } from '../parts/converted-card.tsx';
import { ConverterForm } from '../parts/converter-form.tsx';
import { JudgedCard } from '../parts/judged-card.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useEpcisWork } from '../parts/use-epcis-work.ts';
import { WorkProgress } from '../parts/work-progress.tsx';

/** Judges an EPCIS document, or writes it in another form: in this browser, nothing is sent. */
export function ConverterPage({ route }: PageProps) {
  const { begin, stop, standing } = useEpcisWork();
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="XML 1.2, XML 2.0 and JSON-LD 2.0, of any size. It is done in this browser: nothing is sent anywhere."
        >
          EPCIS converter and validator
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Container>
          <ConverterForm
            to={route.query.get('to') ?? 'json-2.0'}
            chooseForm={(to) => changeQuery(route, { to })}
            begin={begin}
            isWorking={standing.is === 'working'}
          />
        </Container>
        {standing.is === 'working' && <WorkProgress name={standing.name} words={standing.progress} stop={stop} />}
        {standing.is === 'failed' && <ProblemAlert error={standing.error} />}
        {standing.is === 'judged' && <JudgedCard name={standing.name} judged={standing.judged} />}
        {standing.is === 'converted' && (
          <ConvertedCard name={standing.name} to={standing.to} converted={standing.converted} />
        )}
      </SpaceBetween>
    </ContentLayout>
  );
}
