import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import FileDropzone from '@cloudscape-design/components/file-dropzone';
import FileInput from '@cloudscape-design/components/file-input';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, useSyncExternalStore } from 'react';
import { captured, sendDocuments } from '../sending.ts';
import { useHere } from '../shell/session-context.ts';
import { SentDocument } from './sent-document.tsx';

const behaviours = [
  { value: 'rollback', label: 'Keep none of its events' },
  { value: 'proceed', label: 'Keep the sound ones' },
];

/** Takes documents that are dropped or chosen, and tells how far each is on its way and in its capture. */
export function SendDocuments() {
  const { api } = useHere();
  const [behaviour, setBehaviour] = useState('rollback');
  const sent = useSyncExternalStore(captured.listen, captured.list);
  const take = (files: readonly File[]) => sendDocuments(api, files, behaviour === 'proceed' ? 'proceed' : 'rollback');
  return (
    <Container
      header={
        <Header variant="h2" description="EPCIS documents: JSON-LD 2.0, XML 1.2 or 2.0, up to 300 MB">
          Send documents
        </Header>
      }
    >
      <SpaceBetween size="m">
        <FormField label="When a document has a fault">
          <RadioGroup
            value={behaviour}
            items={behaviours}
            direction="horizontal"
            onChange={({ detail }) => setBehaviour(detail.value)}
          />
        </FormField>
        <FileDropzone onChange={({ detail }) => take(detail.value)}>
          <Box textAlign="center" padding="s">
            <SpaceBetween size="xs" alignItems="center">
              <span>Drop documents here, or</span>
              <FileInput multiple accept=".json,.jsonld,.xml" value={[]} onChange={({ detail }) => take(detail.value)}>
                Choose documents
              </FileInput>
            </SpaceBetween>
          </Box>
        </FileDropzone>
        {sent.length > 0 && (
          <ul className="sent" aria-label="Documents sent">
            {sent.map((one) => (
              <SentDocument key={one.id} one={one} />
            ))}
          </ul>
        )}
      </SpaceBetween>
    </Container>
  );
}
