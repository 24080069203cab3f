import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { channelColumns, channelContent, channelDraftOf } from './channel-draft.ts';
import { ChannelFields } from './channel-fields.tsx';
import { Copyable } from './copyable.tsx';
import { MasterForm } from './master-form.tsx';
import type { MasterBefore } from './master-form-props.ts';
import { partnerPlace, type Version } from './master-kinds.ts';

interface Given {
  readonly before?: MasterBefore;
  /** With the id of the partner, when a draft is kept and whatever is told but once has been seen. */
  readonly saved: (partner: string) => void;
  readonly cancel: () => void;
}

/** All that a version of a partner says, its channel by fields of their own. Of a partner that is told by webhook, the secret is shown by which it verifies what it is told. */
export function PartnerForm({ saved, cancel, ...given }: Given) {
  const [before] = useState(given.before);
  const said = before?.content ?? {};
  const [draft, setDraft] = useState(() => channelDraftOf(said));
  const [kept, setKept] = useState<{ readonly partner: string; readonly secret: string }>();
  const keep = (version: Version, partner: string) => {
    const secret = secretOf(version);
    if (secret === undefined) saved(partner);
    else setKept({ partner, secret });
  };
  if (kept !== undefined)
    return (
      <SpaceBetween size="m">
        <Alert type="info" header="Give the partner its secret">
          The partner verifies our signatures by it. Send it by a way that you trust.
        </Alert>
        <Copyable label="Secret that the partner verifies our signatures by" text={kept.secret} />
        <Button variant="primary" onClick={() => saved(kept.partner)}>
          Go on to the partner
        </Button>
      </SpaceBetween>
    );
  return (
    <MasterForm
      place={partnerPlace}
      before={before}
      saved={keep}
      cancel={cancel}
      more={{
        columns: channelColumns,
        content: channelContent(draft, said),
        fields: (errorAt) => <ChannelFields draft={draft} change={setDraft} errorAt={errorAt} />,
      }}
    />
  );
}

function secretOf({ content = {}, ...kept }: Version): string | undefined {
  const { secret } = kept;
  return typeof secret === 'string' && content['channel'] === 'webhook' ? secret : undefined;
}
