import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { FaultPlan } from '../parts/fault-plan.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { SandboxStanding } from '../parts/sandbox-standing.tsx';
import { SandboxSwitches } from '../parts/sandbox-switches.tsx';
import { SandboxWish } from '../parts/sandbox-wish.tsx';
import { sandboxWords } from '../parts/sandbox-words.ts';
import { useTurned } from '../parts/turn-sandbox.ts';
import { Loading } from '../shell/loading.tsx';

interface Given {
  readonly sandbox: string;
  readonly control: string;
}

/** One sandbox: its clock, how fast it answers, what goes wrong, and what else it may be told. */
export function SandboxDetail({ sandbox, control }: Given) {
  const { data, error, refetch } = useTurned(control);
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  const others = data.takes.filter((one) => !['clock', 'delay', 'faults'].includes(one));
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={sandboxWords[sandbox]} actions={<SandboxStanding control={control} />}>
          Sandbox {sandbox}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        <SandboxSwitches control={control} turned={data} />
        <FaultPlan control={control} turned={data} />
        {others.length > 0 && <SandboxWish control={control} others={others} />}
      </SpaceBetween>
    </ContentLayout>
  );
}
