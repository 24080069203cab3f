import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useState } from 'react';
import { ChoiceField } from './choice-field.tsx';
import { type FormName, forms, type WantedWork } from './epcis-work.ts';
import { listed } from './listed.ts';
import { TextField } from './text-field.tsx';

interface Given {
  /** The form that is written, as the address has it. */
  readonly to: string;
  readonly chooseForm: (to: string) => void;
  readonly begin: (wanted: WantedWork) => void;
  readonly isWorking: boolean;
}

const spellings = [
  { value: '', label: 'as the form usually has them' },
  { value: 'as-sent', label: 'as they are' },
  { value: 'urn', label: 'EPC URNs' },
  { value: 'digital-link', label: 'GS1 Digital Links' },
];
const profiles = [
  { value: '', label: 'EPCIS and CBV alone' },
  { value: 'dscsa-1.2', label: 'and GS1 US for the DSCSA, release 1.2' },
  { value: 'dscsa-1.3', label: 'and GS1 US for the DSCSA, release 1.3' },
];

/** A document and what is to become of it. */
export function ConverterForm({ to: asked, chooseForm, begin, isWorking }: Given) {
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [profile, setProfile] = useState('');
  const [epcs, setEpcs] = useState('');
  const [prefixes, setPrefixes] = useState('');
  const [skipInvalid, skip] = useState(false);
  const [learn, setLearn] = useState(false);
  const to: FormName = forms.find(({ value }) => value === asked)?.value ?? 'json-2.0';
  const [file] = files;
  const given =
    file === undefined ? { document: new Blob([text]), name: 'pasted' } : { document: file, name: file.name };
  const isReady = (file !== undefined || text.trim() !== '') && !isWorking;
  const validate = () => begin({ do: 'validate', ...given, ...(profile !== '' && { profile }) });
  const convert = () =>
    begin({
      do: 'convert',
      ...given,
      ...{ to, skipInvalid, learn, companyPrefixes: listed(prefixes) },
      epcs: epcs || (to === 'xml-1.2' ? 'urn' : 'as-sent'),
    });
  const submitted = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) validate();
  };
  return (
    <form onSubmit={submitted} aria-label="Document">
      <SpaceBetween size="m">
        <DocumentFields {...{ text, setText, files, setFiles }} />
        <Grid gridDefinition={[{ colspan: { default: 12, s: 6 } }, { colspan: { default: 12, s: 6 } }]}>
          <SpaceBetween size="m">
            <ChoiceField label="Judged by" value={profile} values={profiles} change={setProfile} />
            <Button variant="primary" formAction="submit" disabled={!isReady}>
              Validate
            </Button>
          </SpaceBetween>
          <SpaceBetween size="m">
            <ChoiceField label="Written as" value={to} values={forms} change={chooseForm} />
            <ChoiceField label="Identifiers" value={epcs} values={spellings} change={setEpcs} />
            <TextField
              label="GS1 company prefixes - optional"
              value={prefixes}
              change={setPrefixes}
              constraint="6 to 12 digits each (--company-prefix); Digital Links become URNs by them"
            />
            <Checkbox
              checked={learn}
              onChange={({ detail }) => setLearn(detail.checked)}
              description="--learn-prefixes"
            >
              Believe the company prefixes of the URNs in the document
            </Checkbox>
            <Checkbox
              checked={skipInvalid}
              onChange={({ detail }) => skip(detail.checked)}
              description="--skip-invalid"
            >
              Leave invalid events out, and write the others
            </Checkbox>
            <Button formAction="none" disabled={!isReady} onClick={convert}>
              Convert
            </Button>
          </SpaceBetween>
        </Grid>
      </SpaceBetween>
    </form>
  );
}

interface DocumentGiven {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly files: readonly File[];
  readonly setFiles: (files: readonly File[]) => void;
}

/** What is read: a file, or what is pasted. */
function DocumentFields({ text, setText, files, setFiles }: DocumentGiven) {
  return (
    <SpaceBetween size="m">
      <FormField label="File" constraintText="XML or JSON; a file goes before what is pasted">
        <FileUpload
          value={files}
          accept=".xml,.json,.jsonld,.epcis"
          showFileSize
          onChange={({ detail }) => setFiles(detail.value)}
          i18nStrings={{
            uploadButtonText: () => 'Choose a file',
            dropzoneText: () => 'Drop a file here',
            removeFileAriaLabel: () => 'Take the file away',
            limitShowFewer: 'Show fewer',
            limitShowMore: 'Show more',
            errorIconAriaLabel: 'Error',
          }}
        />
      </FormField>
      {files.length === 0 && <TextField label="or the document itself" value={text} change={setText} rows={10} />}
    </SpaceBetween>
  );
}
