import { DocumentState } from './document-state.tsx';
import { inboundPage } from './inbound-documents.ts';
import { queryPath } from './query-path.ts';
import { useAsked } from './use-asked.ts';
import { When } from './when.tsx';

/** What a partner sent last: a list does not wait for what is asked for partner by partner. */
export function LastDocument({ partner }: { readonly partner: string }) {
  const { data, error } = useAsked(queryPath('/api/inbound-documents', { partner, limit: 1 }), inboundPage);
  if (error !== null) return <>not known</>;
  if (data === undefined) return <>…</>;
  const [latest] = data.documents;
  if (latest === undefined) return <>none yet</>;
  return (
    <>
      <DocumentState state={latest.state} /> <When at={latest.receivedAt} />
    </>
  );
}
