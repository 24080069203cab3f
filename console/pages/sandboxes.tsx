import type { PageProps } from '../page-props.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Empty } from '../parts/server-table.tsx';
import { useSettings } from '../parts/use-settings.ts';
import { Loading } from '../shell/loading.tsx';
import { SandboxDetail } from './sandbox-detail.tsx';
import { SandboxesList } from './sandboxes-list.tsx';

/** Regulators and partners to rehearse with, which stand beside the installation; one of them, where it is turned. */
export function SandboxesPage({ route }: PageProps) {
  const { data, error, refetch } = useSettings();
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  if (route.subject === '') return <SandboxesList sandboxes={data.sandboxes} />;
  const found = data.sandboxes.find(({ sandbox }) => sandbox === route.subject);
  if (found === undefined) return <Empty words={`No sandbox ${route.subject} stands beside this installation.`} />;
  return <SandboxDetail key={found.sandbox} sandbox={found.sandbox} control={found.control} />;
}
