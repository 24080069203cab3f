import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { CopiedCode } from './copied-code.tsx';

/** The secret by which a receiver verifies signatures. */
export function ListenerSecret({ secret, close }: { readonly secret: string; readonly close: () => void }) {
  return (
    <SpaceBetween size="m">
      <Alert type="warning" header="Give the secret to its receiver">
        By it the receiver verifies signatures, as every library of{' '}
        <Link href="https://www.standardwebhooks.com" external externalIconAriaLabel="Opens in a new tab">
          Standard Webhooks
        </Link>{' '}
        does.
      </Alert>
      <KeyValuePairs columns={1} items={[{ label: 'Secret', value: <CopiedCode label="secret" text={secret} /> }]} />
      <Button variant="primary" onClick={close}>
        Go on
      </Button>
    </SpaceBetween>
  );
}
