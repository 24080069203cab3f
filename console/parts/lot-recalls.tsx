import Alert from '@cloudscape-design/components/alert';
import type { ToldLot } from '../../shared/messages/lots-api.ts';
import { LinkTo } from './link-to.tsx';

/** That a lot is called back, and by which recalls. */
export function LotRecalls({ lot: { lot, recalls = [] } }: { readonly lot: ToldLot }) {
  if (recalls.length === 0) return null;
  return (
    <Alert type="warning" header={`Lot ${lot} is recalled`}>
      {recalls.map((recall) => (
        <div key={recall}>
          <LinkTo page="recalls" subject={recall}>
            Recall {recall}
          </LinkTo>
        </div>
      ))}
    </Alert>
  );
}
