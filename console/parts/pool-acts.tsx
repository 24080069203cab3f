import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type ToldPool, toldPool } from '../../shared/messages/pools-api.ts';
import { useHere } from '../shell/session-context.ts';
import { ConfirmModal } from './confirm-modal.tsx';
import { useDeed } from './use-deed.tsx';

interface Act {
  readonly act: 'freeze' | 'thaw' | 'rotate' | 'retire';
  readonly label: string;
  readonly consequence: string;
  readonly done: string;
}

const acts: readonly Act[] = [
  {
    act: 'freeze',
    label: 'Freeze',
    consequence: 'It issues nothing, neither new numbers nor those that came back, until it is thawed.',
    done: 'is frozen',
  },
  { act: 'thaw', label: 'Thaw', consequence: 'It issues again.', done: 'issues again' },
  {
    act: 'rotate',
    label: 'Change the key',
    consequence:
      'It has a new key from its next serial on. What was issued before stays verifiable and is never issued again. This is not taken back.',
    done: 'has a new key',
  },
  {
    act: 'retire',
    label: 'Retire',
    consequence: 'It never issues again; what it has issued stays verifiable. This is not taken back.',
    done: 'is retired',
  },
];

/** What a person may do with a pool as it stands; each with a reason for the audit trail. */
export function PoolActs({ pool, settings }: { readonly pool: ToldPool; readonly settings: () => void }) {
  const { may } = useHere();
  const [asked, setAsked] = useState<Act>();
  const deed = useDeed(
    (api, { act, reason }: { act: Act['act']; reason: string }) =>
      api.post(
        `/api/pools/${encodeURIComponent(pool.id)}/${act}`,
        { reason, ...(act === 'rotate' && { generation: newestKey(pool) + 1 }) },
        toldPool,
      ),
    (_, { act }) => `Pool ${pool.id} ${acts.find((one) => one.act === act)?.done}.`,
  );
  if (!may('pools:write')) return null;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {acts
        .filter(({ act }) => isOffered(pool, act))
        .map((act) => (
          <Button key={act.act} onClick={() => setAsked(act)}>
            {act.label}
          </Button>
        ))}
      {pool.state !== 'retired' && <Button onClick={settings}>Threshold and refill</Button>}
      {asked !== undefined && (
        <ConfirmModal
          question={`${asked.label}: ${pool.id}?`}
          consequence={asked.consequence}
          label={asked.label}
          reason={1}
          act={(reason) => deed.mutateAsync({ act: asked.act, reason })}
          close={() => setAsked(undefined)}
        />
      )}
    </SpaceBetween>
  );
}

const newestKey = (pool: ToldPool): number => ('generations' in pool ? (pool.generations.at(-1)?.generation ?? 0) : 0);

function isOffered(pool: ToldPool, act: Act['act']): boolean {
  if (pool.state === 'retired') return false;
  if (act === 'freeze') return pool.state === 'active';
  if (act === 'thaw') return pool.state === 'frozen';
  return act === 'retire' || 'generations' in pool;
}
