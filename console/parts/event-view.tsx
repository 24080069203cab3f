import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useQuery } from '@tanstack/react-query';
import { Loading } from '../shell/loading.tsx';
import { useHere } from '../shell/session-context.ts';
import { indented } from './indented.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { saveFile } from './save-file.ts';

interface Given {
  readonly eventId: string;
  readonly close: () => void;
}

const forms = [
  { id: 'json', label: 'JSON', media: 'application/json' },
  { id: 'xml', label: 'XML', media: 'application/xml' },
] as const;
type Form = (typeof forms)[number];

/** One event as the repository tells it, with what declares it an error, in both forms of the standard. */
export function EventView({ eventId, close }: Given) {
  return (
    <Modal
      visible
      size="large"
      header="Event"
      onDismiss={close}
      closeAriaLabel="Close the event"
      footer={
        <Box float="right">
          <Button onClick={close}>Close</Button>
        </Box>
      }
    >
      <SpaceBetween size="s">
        <code className="long">{eventId}</code>
        <Tabs
          ariaLabel="Forms of the event"
          tabs={forms.map((form) => ({
            id: form.id,
            label: form.label,
            content: <Written eventId={eventId} form={form} />,
          }))}
        />
      </SpaceBetween>
    </Modal>
  );
}

function Written({ eventId, form: { id, label, media } }: { readonly eventId: string; readonly form: Form }) {
  const { api } = useHere();
  const path = `/epcis/events/${encodeURIComponent(eventId)}`;
  const { data, error, refetch } = useQuery({
    queryKey: ['api', path, media],
    queryFn: async () => indented(await (await api.fetch(path, media)).text()),
    refetchOnWindowFocus: false,
  });
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  return (
    <SpaceBetween size="s">
      <SpaceBetween direction="horizontal" size="xs">
        <CopyToClipboard
          textToCopy={data}
          copyButtonText={`Copy the ${label}`}
          copySuccessText="Copied"
          copyErrorText="The browser did not let it be copied"
        />
        <Button onClick={() => saveFile(`event.${id}`, new Blob([data], { type: media }))}>Keep as a file</Button>
      </SpaceBetween>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse must be able to scroll it */}
      <section className="document" tabIndex={0} aria-label={`The event in ${label}`}>
        <pre>{data}</pre>
      </section>
    </SpaceBetween>
  );
}
