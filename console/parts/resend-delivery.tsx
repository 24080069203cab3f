import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { ConfirmModal } from './confirm-modal.tsx';
import { type ResendWords, resendWords } from './resend-words.ts';
import { type WholeDelivery, wholeDelivery } from './told-delivery.ts';
import { useDeed } from './use-deed.tsx';

/** Sends a delivery again, or tries it at once, after asking; nothing where it cannot be. */
export function ResendDelivery({ delivery }: { readonly delivery: WholeDelivery }) {
  // As it was asked: what becomes of the delivery meanwhile, the server says.
  const [asked, setAsked] = useState<ResendWords>();
  const resend = useDeed(
    (api) => api.post(`/api/deliveries/${encodeURIComponent(delivery.deliveryId)}/resend`, {}, wholeDelivery),
    () => 'It is sent again.',
  );
  const words = resendWords(delivery, Date.now());
  return (
    <>
      {words !== undefined && (
        <Button variant="primary" onClick={() => setAsked(words)}>
          {words.label}
        </Button>
      )}
      {asked !== undefined && (
        <ConfirmModal
          question={`${asked.label}?`}
          consequence={asked.consequence}
          label={asked.label}
          act={() => resend.mutateAsync()}
          close={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
