import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type SerialBlockDetails, serialBlockDetails } from '../../shared/messages/serials-api.ts';
import { useHere } from '../shell/session-context.ts';
import { ConfirmModal } from './confirm-modal.tsx';
import { count } from './count.ts';
import { GiveBack } from './give-back.tsx';
import { useDeed } from './use-deed.tsx';

type Asked = 'delivered' | 'returns' | 'destructions' | 'closed';

/** What a person may do with the numbers of a request as they stand. */
export function BlockActs({ block }: { readonly block: SerialBlockDetails }) {
  const { may } = useHere();
  const [asked, setAsked] = useState<Asked>();
  const path = `/api/serial-requests/${encodeURIComponent(block.requestId)}`;
  const end = useDeed(
    (api) => api.post(`${path}/closed`, {}, serialBlockDetails),
    () => 'Nothing more of these numbers is used.',
  );
  const hand = useDeed(
    (api) => api.post(`${path}/delivered`, {}, serialBlockDetails),
    () => 'The numbers are in the hands of who asked.',
  );
  const close = () => setAsked(undefined);
  const isOpen = block.state === 'allocated' || block.state === 'delivered';
  const mayGive = isOpen && may('blocks:write');
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {block.state === 'allocated' && may('serials:request') && (
        <Button onClick={() => setAsked('delivered')}>They arrived</Button>
      )}
      {mayGive && <Button onClick={() => setAsked('returns')}>Give unused ones back</Button>}
      {mayGive && <Button onClick={() => setAsked('destructions')}>Destroy unused ones</Button>}
      {mayGive && <Button onClick={() => setAsked('closed')}>Close</Button>}
      {asked === 'delivered' && (
        <ConfirmModal
          question="Did the numbers arrive?"
          consequence={`From now on ${holderOf(block)} has the ${count(block.count)} numbers of request ${block.requestId}, from pool ${block.pool}. This is not taken back.`}
          label="They arrived"
          act={() => hand.mutateAsync()}
          close={close}
        />
      )}
      {asked === 'closed' && (
        <ConfirmModal
          question="Close the request?"
          consequence="Nothing more of it is used or given back. This is not taken back."
          label="Close"
          act={() => end.mutateAsync()}
          close={close}
        />
      )}
      {(asked === 'returns' || asked === 'destructions') && <GiveBack block={block} fate={asked} close={close} />}
    </SpaceBetween>
  );
}

const holderOf = ({ partner, site, line }: SerialBlockDetails) =>
  partner ?? (line === undefined ? site : `line ${line} of ${site}`);
