import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { type Recall, recall as recallShape } from '../../shared/messages/recalls-api.ts';
import { useHere } from '../shell/session-context.ts';
import { SignModal } from './sign-modal.tsx';
import { useDeed } from './use-deed.tsx';

interface Given {
  /** Of the recall. */
  readonly path: string;
  readonly recall: Recall;
}

/** Ends a recall, under an electronic signature. */
export function RecallActs({ path, recall: { recall, state } }: Given) {
  const { may } = useHere();
  const [isSigning, setSigning] = useState(false);
  const lift = useDeed(
    (api, { meaning, reason }: { meaning: string; reason: string }) =>
      api.post(`${path}/lift`, { reason, signature: { meaning } }, recallShape),
    () => `Recall ${recall} is lifted.`,
  );
  if (state !== 'active' || !may('recalls:write')) return null;
  return (
    <>
      <Button onClick={() => setSigning(true)}>Lift the recall</Button>
      {isSigning && (
        <SignModal
          label="Lift the recall"
          meanings={['lifting of the recall approved']}
          sign={lift.mutateAsync}
          close={() => setSigning(false)}
        >
          Each pack gets back what it was before. Who was told of the recall is told that it is lifted.
        </SignModal>
      )}
    </>
  );
}
