import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { LotAtPacker } from '../../shared/messages/overview-api.ts';
import { count } from './count.ts';
import { LinkTo } from './link-to.tsx';
import { When } from './when.tsx';

/** Lots of ours on lines of others. Their lines tell their own companies how they stand; of ours it is told how the order does. */
export function LotsAtPackers({ lots }: { readonly lots: readonly LotAtPacker[] }) {
  return (
    <SpaceBetween size="m">
      {lots.map((lot) => (
        <div key={`${lot.gtin} ${lot.lot}`}>
          <SpaceBetween direction="horizontal" size="s">
            <b>
              {lot.site}
              {lot.line !== undefined && ` · ${lot.line}`}
            </b>
            <StatusIndicator type={typeOf(lot)}>{lot.state ?? 'ordered'}</StatusIndicator>
          </SpaceBetween>
          <div>
            Lot{' '}
            <LinkTo page="lots" subject={lot.lot} query={{ gtin: lot.gtin }}>
              {lot.lot}
            </LinkTo>
            , {count(lot.quantity)} packs, by {lot.packer}
            {lot.at !== undefined && (
              <>
                {' '}
                since <When at={lot.at} />
              </>
            )}
          </div>
        </div>
      ))}
    </SpaceBetween>
  );
}

function typeOf({ state }: LotAtPacker): StatusIndicatorProps.Type {
  if (state === 'running') return 'success';
  if (state === 'paused' || state === 'refused') return 'warning';
  return 'pending';
}
