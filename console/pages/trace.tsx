import '../style/trace.css';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PageProps } from '../page-props.ts';
import { FindCode } from '../parts/find-code.tsx';
import { TracedUnit } from './traced-unit.tsx';

/** Finds one unit by any code of it, and shows what it is, where it is packed, what is in it and its journey, now or at a time. */
export function TracePage({ route }: PageProps) {
  return (
    <ContentLayout
      header={
        <Header variant="h1" description="A pack, a case or a pallet: what it is, where it was, and who says so">
          Trace
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Container>
          <FindCode subject={route.subject} />
        </Container>
        {route.subject !== '' && <TracedUnit key={route.subject} route={route} />}
      </SpaceBetween>
    </ContentLayout>
  );
}
