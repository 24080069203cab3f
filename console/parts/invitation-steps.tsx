import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Wizard from '@cloudscape-design/components/wizard';
import { useState } from 'react';
import { channelKinds } from '../../shared/network/channel-kinds.ts';
import { channelWords } from './channel-settings.ts';
import { ChoiceField } from './choice-field.tsx';
import { errorAt } from './error-at.ts';
import { FactList } from './fact-list.tsx';
import { durations, type InvitationDraft } from './invitation-draft.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { TextField } from './text-field.tsx';

interface Given {
  readonly draft: InvitationDraft;
  readonly change: (draft: InvitationDraft) => void;
  /** The partner was invited before, or is in the master data: its id stands. */
  readonly isKnown: boolean;
  readonly submit: () => void;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly cancel: () => void;
}

/** The steps of an invitation: whom, what it may choose from, and all of it to be looked over. */
export function InvitationSteps(given: Given) {
  const { draft, isPending, submit, cancel } = given;
  const [at, setAt] = useState(0);
  const [isTried, setTried] = useState(false);
  const isNamed = draft.partner.trim() !== '';
  const go = (to: number) => {
    setTried(true);
    if (isNamed || to === 0) setAt(to);
  };
  return (
    <Wizard
      activeStepIndex={at}
      onNavigate={({ detail }) => go(detail.requestedStepIndex)}
      onCancel={cancel}
      onSubmit={submit}
      isLoadingNextStep={isPending}
      submitButtonText="Make the invitation"
      i18nStrings={{
        stepNumberLabel: (number) => `Step ${number}`,
        collapsedStepsLabel: (number, count) => `Step ${number} of ${count}`,
        skipToButtonLabel: ({ title }) => `Skip to ${title}`,
        navigationAriaLabel: 'Steps of the invitation',
        cancelButton: 'Cancel',
        previousButton: 'Back',
        nextButton: 'Next',
      }}
      steps={[
        {
          title: 'The partner',
          description: 'Who comes on board; it says the rest of itself',
          content: <Whom {...given} missing={isTried && !isNamed} />,
        },
        {
          title: 'What it may choose from',
          description: 'How the partner may let itself be reached',
          content: <Offers {...given} />,
        },
        { title: 'Look it over', content: <Overview {...given} /> },
      ]}
    />
  );
}

function Whom({ draft, change, isKnown, error, missing }: Given & { readonly missing: boolean }) {
  const at = errorAt(error);
  return (
    <Container>
      <SpaceBetween size="m">
        <TextField
          label="Id that the partner gets here"
          constraint="Lower-case letters, digits and hyphens"
          value={draft.partner}
          isFixed={isKnown}
          change={(partner) => change({ ...draft, partner })}
          error={missing ? 'It needs an id' : at('/partner')}
        />
        <ChoiceField
          label="Opens once, within"
          value={draft.expiresIn}
          values={durations}
          change={(expiresIn) => change({ ...draft, expiresIn })}
          error={at('/expiresIn')}
        />
        <TextField
          label="To whom you send it - optional"
          constraint="An e-mail address, to remember: nothing is mailed from here"
          type="email"
          value={draft.email}
          change={(email) => change({ ...draft, email })}
          error={at('/email')}
        />
        <TextField
          label="Note - optional"
          value={draft.note}
          change={(note) => change({ ...draft, note })}
          error={at('/note')}
        />
      </SpaceBetween>
    </Container>
  );
}

function Offers({ draft, change, error }: Given) {
  const turn = (kind: string, isChosen: boolean) =>
    change({
      ...draft,
      channels: isChosen ? [...draft.channels, kind] : draft.channels.filter((one) => one !== kind),
    });
  return (
    <Container>
      <FormField
        label="Channels it may choose from"
        constraintText="None chosen: all"
        errorText={errorAt(error)('/offers')}
      >
        <SpaceBetween size="xs">
          {channelKinds.map((kind) => (
            <Checkbox
              key={kind}
              checked={draft.channels.includes(kind)}
              onChange={({ detail }) => turn(kind, detail.checked)}
            >
              {channelWords[kind].means}
            </Checkbox>
          ))}
        </SpaceBetween>
      </FormField>
    </Container>
  );
}

function Overview({ draft: { partner, expiresIn, email, note, channels }, error }: Given) {
  return (
    <SpaceBetween size="m">
      <Container>
        <FactList
          facts={[
            ['Partner', <code key="partner">{partner}</code>],
            ['Opens once, within', durations.find(({ value }) => value === expiresIn)?.label],
            ['To whom you send it', email],
            ['Note', note],
            ['Channels', channels.length === 0 ? 'all' : channels.join(', ')],
          ]}
        />
      </Container>
      <ProblemAlert error={error} />
    </SpaceBetween>
  );
}
