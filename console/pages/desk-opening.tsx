import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { deskKinds, isNotice } from '../../shared/desk/kinds.ts';
import type { PageProps } from '../page-props.ts';
import { AreaField } from '../parts/area-field.tsx';
import { ChoiceField } from '../parts/choice-field.tsx';
import { deskCase } from '../parts/desk-cases.ts';
import { type DeskDraft, emptyDeskDraft, wantedCase } from '../parts/desk-draft.ts';
import { errorAt } from '../parts/error-at.ts';
import { PartnerField } from '../parts/partner-field.tsx';
import { SubmitForm } from '../parts/submit-form.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useDeed } from '../parts/use-deed.tsx';
import { words } from '../parts/words.ts';
import { routeTo } from '../route.ts';

const kinds = deskKinds
  .filter((kind) => !isNotice(kind))
  .map((value) => ({ value, label: words(value).toLowerCase() }));

/** Opens a case against a partner, maybe because of an exception that the address names. */
export function DeskOpening({ route }: PageProps) {
  // Drawn once: sent again after an answer that was lost, it is the same case.
  const [id] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState<DeskDraft>(() => ({
    ...emptyDeskDraft,
    exception: route.query.get('exception') ?? '',
    partner: route.query.get('partner') ?? '',
  }));
  const open = useDeed(
    (api) => api.post('/api/desk/cases', wantedCase(id, draft), deskCase),
    ({ partner }) => `The case with ${partner} is open.`,
  );
  const at = errorAt(open.error);
  const set = (name: keyof DeskDraft) => (value: string) => setDraft((before) => ({ ...before, [name]: value }));
  const submit = () => open.mutate(undefined, { onSuccess: (made) => location.assign(routeTo('desk', made.id)) });
  const leave = () => location.assign(routeTo('desk'));
  return (
    <ContentLayout header={<Header variant="h1">Open a case</Header>}>
      <Container>
        <SubmitForm
          label="Open a case"
          act="Open the case"
          submit={submit}
          isPending={open.isPending}
          isReady={draft.partner.trim() !== '' && draft.text.trim() !== ''}
          error={open.error}
          cancel={leave}
        >
          <PartnerField value={draft.partner} change={set('partner')} error={at('/partner')} />
          <ChoiceField label="What is it about" value={draft.kind} values={kinds} change={set('kind')} />
          <AreaField
            label="What is wrong"
            constraint="For the partner, up to 2,000 characters"
            value={draft.text}
            change={set('text')}
            error={at('/text')}
          />
          {draft.kind === 'master-data' && (
            <SpaceBetween size="m">
              <TextField
                label="GTIN or GLN that is wrong"
                value={draft.invalid}
                change={set('invalid')}
                error={at('/subject/keys/0/invalid')}
              />
              <TextField
                label="What it should be - optional"
                value={draft.proposed}
                change={set('proposed')}
                error={at('/subject/keys/0/proposed')}
              />
            </SpaceBetween>
          )}
          <AreaField
            label="Packs and packages - optional"
            constraint="One EPC a line"
            value={draft.things}
            change={set('things')}
            error={at('/subject')}
            isCode
          />
          <TextField label="Purchase order - optional" value={draft.order} change={set('order')} />
          <TextField
            label="Exception that it comes of - optional"
            value={draft.exception}
            change={set('exception')}
            error={at('/exception')}
          />
        </SubmitForm>
      </Container>
    </ContentLayout>
  );
}
