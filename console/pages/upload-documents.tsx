import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, useSyncExternalStore } from 'react';
import type { PageProps } from '../page-props.ts';
import { PartnerField } from '../parts/partner-field.tsx';
import { SubmitForm } from '../parts/submit-form.tsx';
import { UploadLine } from '../parts/upload-line.tsx';
import { uploadWords } from '../parts/upload-words.ts';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';
import { uploadDocuments, uploaded } from '../uploading.ts';

/** Takes files that came from a partner by another way, one after the other, and says what became of each. They go on while other pages are looked at. */
export function UploadDocuments({ route }: PageProps) {
  const { api } = useHere();
  const [partner, setPartner] = useState(route.query.get('partner') ?? '');
  const [files, setFiles] = useState<readonly File[]>([]);
  const uploads = useSyncExternalStore(uploaded.listen, uploaded.list);
  const submit = () => {
    uploadDocuments(api, partner.trim(), files);
    // So that the same file, mended, can be chosen again.
    setFiles([]);
  };
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="Every byte is kept as it is, and read as if the partner had sent it"
          actions={<Button href={routeTo('documents-in')}>Back to the list</Button>}
        >
          Upload documents of a partner’s
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Container>
          <SubmitForm
            label="Upload documents"
            act="Upload"
            submit={submit}
            isPending={false}
            isReady={partner.trim() !== '' && files.length > 0}
          >
            <PartnerField value={partner} change={setPartner} />
            <FormField label="Files that it sent" constraintText="Up to 4.5 MB each">
              <FileUpload
                multiple
                value={files}
                showFileSize
                onChange={({ detail }) => setFiles(detail.value)}
                i18nStrings={uploadWords}
              />
            </FormField>
          </SubmitForm>
        </Container>
        {uploads.length > 0 && (
          <Container header={<Header variant="h2">Sent</Header>}>
            <ul className="plain lines" aria-label="Documents uploaded">
              {uploads.map((one) => (
                <UploadLine key={one.id} one={one} />
              ))}
            </ul>
          </Container>
        )}
      </SpaceBetween>
    </ContentLayout>
  );
}
