import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type VerificationView, verificationView } from '../../shared/messages/verifications-api.ts';
import { useHere } from '../shell/session-context.ts';
import { ConfirmModal } from './confirm-modal.tsx';
import { useDeed } from './use-deed.tsx';

const LEAST = 10;

const deeds = {
  retry: {
    label: 'Ask again',
    consequence: 'Whoever answers for the pack is asked once more.',
    done: 'It is asked again.',
  },
  close: {
    label: 'Close',
    consequence: 'It was settled otherwise, as by telephone: it is asked no more.',
    done: 'It is closed.',
  },
} as const;
type Deed = keyof typeof deeds;

interface Given {
  /** Of the verification. */
  readonly path: string;
  readonly row: Pick<VerificationView, 'state' | 'serial'>;
  /** Asks for it anew: it may have moved by itself. */
  readonly again: () => unknown;
}

/** What a person may do about a verification that was not answered, with a reason. */
export function VerificationActs({ path, row: { state, serial }, again }: Given) {
  const { may } = useHere();
  const [asked, setAsked] = useState<Deed>();
  const decide = useDeed(
    (api, { deed, reason }: { readonly deed: Deed; readonly reason: string }) =>
      api.post(`${path}/${deed}`, { reason }, verificationView),
    (_, { deed }) => deeds[deed].done,
  );
  if (!may('vrs:manage')) return null;
  const isLeft = state === 'needs-person' || state === 'unanswered';
  const ways: readonly Deed[] = isLeft ? ['retry', 'close'] : state === 'open' ? ['close'] : [];
  const act = async (deed: Deed, reason: string) => {
    try {
      await decide.mutateAsync({ deed, reason });
    } catch (refused) {
      void again();
      throw refused;
    }
  };
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {ways.map((deed) => (
        <Button key={deed} onClick={() => setAsked(deed)}>
          {deeds[deed].label}
        </Button>
      ))}
      {asked !== undefined && (
        <ConfirmModal
          question={`${deeds[asked].label}: pack ${serial}`}
          consequence={deeds[asked].consequence}
          label={deeds[asked].label}
          reason={LEAST}
          act={(reason) => act(asked, reason)}
          close={() => setAsked(undefined)}
        />
      )}
    </SpaceBetween>
  );
}
