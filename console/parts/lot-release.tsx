import { useState } from 'react';
import { lot as lotShape, type Reconciliation, type ToldLot } from '../../shared/messages/lots-api.ts';
import { lotPath } from './lot-path.ts';
import { LotRecalls } from './lot-recalls.tsx';
import { SignModal } from './sign-modal.tsx';
import type { Signed } from './signed-words.ts';
import { useDeed } from './use-deed.tsx';

interface Given {
  readonly lot: ToldLot;
  readonly counted: Reconciliation;
  readonly label: string;
  readonly close: () => void;
}

/** The release of a lot under a signature, on the figures as they were when the window was opened: the server refuses them once they are others. */
export function LotRelease({ lot, close, ...now }: Given) {
  const [{ label, counted }] = useState(now);
  const { reconciles, digest, differences } = counted;
  const release = useDeed(
    (api, { meaning, reason }: Signed) =>
      api.post(
        lotPath(lot, '/release'),
        {
          signature: { meaning, reason },
          reconciliation: digest,
          ...(!reconciles && { deviation: { reason } }),
        },
        lotShape,
      ),
    () => `Lot ${lot.lot} is released.`,
  );
  return (
    <SignModal
      label={label}
      chosen={{ digest }}
      meanings={['released for sale', 'released for distribution']}
      sign={release.mutateAsync}
      close={close}
    >
      <LotRecalls lot={lot} />
      {reconciles ? (
        <p>Every number of lot {lot.lot} has one fate. What its markets want to be told is told after the release.</p>
      ) : (
        <p>
          Lot {lot.lot} does not reconcile: {differences.map(({ detail }) => detail).join('; ')}. The reason is kept as
          its deviation.
        </p>
      )}
    </SignModal>
  );
}
