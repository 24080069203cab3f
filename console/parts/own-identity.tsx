import SpaceBetween from '@cloudscape-design/components/space-between';
import { toldNetworkIdentity } from '../../shared/messages/network-identity-api.ts';
import { Loading } from '../shell/loading.tsx';
import { As2Identity } from './as2-identity.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { SshIdentity } from './ssh-identity.tsx';
import { useAsked } from './use-asked.ts';

/** What partners are given to reach us and to know us by: none of it is secret. */
export function OwnIdentity() {
  const { data, error, refetch } = useAsked('/api/network/identity', toldNetworkIdentity);
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  return (
    <SpaceBetween size="l">
      <ProblemAlert error={error} />
      <As2Identity url={data.as2Url} keys={data.as2} />
      <SshIdentity ssh={data.ssh} />
    </SpaceBetween>
  );
}
