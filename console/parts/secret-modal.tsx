import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { CodeBlock } from './code-block.tsx';
import { CopiedCode } from './copied-code.tsx';
import type { ClientWithSecret } from './machine-clients.ts';
import { tokenCurl } from './token-curl.ts';
import { useSettings } from './use-settings.ts';

interface Given {
  readonly client: ClientWithSecret;
  readonly close: () => void;
}

/** A secret, this once. Only its button closes it: a click beside it must not lose the secret. */
export function SecretModal({ client: { id, clientId, clientSecret, scopes }, close }: Given) {
  const { data: settings } = useSettings();
  const footer = (
    <Box float="right">
      <Button variant="primary" onClick={close}>
        It is written down
      </Button>
    </Box>
  );
  return (
    <Modal
      visible
      size="large"
      header={`The secret of ${id}`}
      footer={footer}
      onDismiss={({ detail }) => detail.reason === 'closeButton' && close()}
      closeAriaLabel="Close"
    >
      <SpaceBetween size="m">
        {clientSecret === undefined ? (
          <Alert type="info">
            The same was made before, and its secret told then. Make a new secret if it is lost.
          </Alert>
        ) : (
          <Alert type="warning" header="It is not shown again">
            Write it down now, where only the system reads it that is to come in by it.
          </Alert>
        )}
        <KeyValuePairs
          columns={1}
          items={[
            { label: 'Client id', value: <CopiedCode label="client id" text={clientId} /> },
            ...(clientSecret === undefined
              ? []
              : [{ label: 'Secret', value: <CopiedCode label="secret" text={clientSecret} /> }]),
          ]}
        />
        {settings !== undefined && (
          <CodeBlock label="How it fetches a token" text={tokenCurl(settings.signInUrl, clientId, scopes)} />
        )}
      </SpaceBetween>
    </Modal>
  );
}
