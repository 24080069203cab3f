import { type Lot, lot as lotShape, type Reconciliation } from '../../shared/messages/lots-api.ts';
import { queryPath } from './query-path.ts';
import { SignModal } from './sign-modal.tsx';
import type { Signed } from './signed-words.ts';
import { useDeed } from './use-deed.tsx';

interface Given {
  readonly lot: Lot;
  readonly counted: Reconciliation;
  readonly label: string;
  readonly close: () => void;
}

/** The release of a lot under a signature, on the figures as they are shown. */
export function LotRelease({ lot, counted, label, close }: Given) {
  const { reconciles, digest, differences } = counted;
  const release = useDeed(
    (api, { meaning, reason }: Signed) =>
      api.post(
        queryPath(`/api/lots/${encodeURIComponent(lot.lot)}/release`, { gtin: lot.gtin }),
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
      meanings={['released for sale', 'released for distribution']}
      sign={release.mutateAsync}
      close={close}
    >
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
