import '../style/network.css';
import type { PageProps } from '../page-props.ts';
import { useHere } from '../shell/session-context.ts';
import { DocumentDetail } from './document-detail.tsx';
import { DocumentsList } from './documents-list.tsx';
import { UploadDocuments } from './upload-documents.tsx';

/** What partners sent, one document of it, or the page that takes what came by another way. */
export function DocumentsInPage({ route }: PageProps) {
  const { may } = useHere();
  if (route.subject !== '') return <DocumentDetail key={route.subject} route={route} />;
  const isUploading = route.query.get('do') === 'upload' && may('events:capture');
  return isUploading ? <UploadDocuments route={route} /> : <DocumentsList route={route} />;
}
