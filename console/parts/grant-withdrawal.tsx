import Button from '@cloudscape-design/components/button';
import { useTell } from '../shell/notices.tsx';
import { ConfirmModal } from './confirm-modal.tsx';
import { type GivenGrant, givenGrant } from './given-grant.ts';
import { useDeed } from './use-deed.tsx';

interface Given {
  readonly grant: GivenGrant;
  readonly close: () => void;
}

/** Asks before a grant ends; one that was withdrawn by mistake is given again as it was. What somebody else makes of it meanwhile stays. */
export function GrantWithdrawal({ grant: { grantee, by: _, at, ...given }, close }: Given) {
  const tell = useTell();
  const path = `/api/grants/${encodeURIComponent(grantee)}`;
  const undo = useDeed(
    (api, withdrawnAt: string) => api.replace(path, given, givenGrant, { tag: withdrawnAt }),
    () => `${grantee} has its grant again.`,
    { isAlone: true },
  );
  const withdraw = useDeed((api) => api.replace(path, { permissions: [] }, givenGrant, { tag: at }));
  const act = async () => {
    const withdrawn = await withdraw.mutateAsync();
    tell(`grant of ${grantee}`, {
      type: 'success',
      content: `The grant of ${grantee} is withdrawn.`,
      action: <Button onClick={() => undo.mutate(withdrawn.at)}>Undo</Button>,
    });
  };
  return (
    <ConfirmModal
      question={`Withdraw the grant of ${grantee}?`}
      consequence="It can do nothing here any more, at once. Subscriptions it made end."
      label="Withdraw"
      act={act}
      close={close}
    />
  );
}
