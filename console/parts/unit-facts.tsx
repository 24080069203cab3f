import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { useHere } from '../shell/session-context.ts';
import { LinkTo } from './link-to.tsx';
import { PlaceOf } from './place-of.tsx';
import { UnitCode } from './unit-code.tsx';
import type { Unit } from './unit-shape.ts';
import { type Places, usePlaces } from './use-places.ts';
import { When } from './when.tsx';
import { words } from './words.ts';

interface Given {
  readonly unit: Unit;
  readonly at: string | undefined;
}

/** What a unit is by the events that name it, and how it stands by what its containers went through. */
export function UnitFacts({ unit, at }: Given) {
  const { may } = useHere();
  const { epc } = unit;
  const places = usePlaces([unit.effective]);
  const exceptions = may('exceptions:read') && (
    <LinkTo page="exceptions" query={{ epc, state: 'any' }}>
      Exceptions of it
    </LinkTo>
  );
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={exceptions}
          description={
            at === undefined ? (
              'As it is now'
            ) : (
              <>
                As it was at <When at={at} />. What happened later is not counted.
              </>
            )
          }
        >
          <CopyToClipboard
            variant="inline"
            textToCopy={epc}
            textToDisplay={<code className="long">{epc}</code>}
            copyButtonAriaLabel="Copy the code"
            copySuccessText="Copied"
            copyErrorText="The browser did not let it be copied"
          />
        </Header>
      }
    >
      <KeyValuePairs columns={4} items={[...whatItIs(unit, at), ...howItStands(unit, at, places)]} />
    </Container>
  );
}

function whatItIs(unit: Unit, at: string | undefined) {
  const { gtin, lot } = unit;
  const units = (some: readonly string[]) => some.map((epc) => <UnitCode key={epc} epc={epc} at={at} />);
  return [
    { label: 'State', value: <UnitState unit={unit} /> },
    ...some('Flags', unit.persistentDispositions.map(words)),
    ...some(
      'Recalled by',
      unit.recalls.map((recall) => (
        <LinkTo key={recall} page="recalls" subject={recall}>
          {recall}
        </LinkTo>
      )),
    ),
    ...some('Product', gtin === undefined ? [] : [<ProductCode key={gtin} gtin={gtin} />]),
    ...some('Lot', lot === undefined ? [] : [<LotOf key={lot} lot={lot} gtin={gtin} />]),
    ...some('Expiry', unit.expiry === undefined ? [] : [unit.expiry]),
    ...some('Attached to', units(unit.attachedTo)),
    ...some('Made from', units(unit.madeFrom)),
    ...some('Made into', units(unit.madeInto)),
    ...some(
      'Documents',
      unit.transactions.map(({ bizTransaction }) => <code key={bizTransaction}>{bizTransaction}</code>),
    ),
  ];
}

function howItStands({ effective, disposition }: Unit, at: string | undefined, places: Places) {
  const isPlaced = (effective.bizLocation ?? effective.readPoint) !== undefined || undefined;
  const one = (value: ReactNode | undefined) => (value === undefined ? [] : [value]);
  return [
    ...some('Disposition', one((effective.disposition ?? disposition)?.replaceAll('_', ' '))),
    ...some('Last step', one(effective.bizStep?.replaceAll('_', ' '))),
    ...some('Place', one(isPlaced && <PlaceOf key="place" step={effective} places={places} />)),
    ...some('Last heard of', one(effective.eventTime && <When at={effective.eventTime} />)),
    ...some('Through', one(effective.through && <UnitCode epc={effective.through} at={at} />)),
  ];
}

/** A fact, where there is anything to say of it: each value on a line of its own. */
function some(label: string, values: readonly ReactNode[]): KeyValuePairsProps.Item[] {
  if (values.length === 0) return [];
  // biome-ignore lint/suspicious/noArrayIndexKey: values never move
  return [{ label, value: values.map((value, i) => <div key={i}>{value}</div>) }];
}

const states: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  commissioned: 'success',
  decommissioned: 'stopped',
};

function UnitState({ unit: { known, exists = 'unknown' } }: { readonly unit: Unit }) {
  if (!known) return <StatusIndicator type="pending">no event up to this time names it</StatusIndicator>;
  return <StatusIndicator type={states[exists] ?? 'info'}>{exists}</StatusIndicator>;
}

const ProductCode = ({ gtin }: { readonly gtin: string }) => (
  <LinkTo page="products" subject={gtin}>
    <code>{gtin}</code>
  </LinkTo>
);

function LotOf({ lot, gtin }: { readonly lot: string; readonly gtin: string | undefined }) {
  if (gtin === undefined) return <>{lot}</>;
  return (
    <LinkTo page="lots" subject={lot} query={{ gtin }}>
      {lot}
    </LinkTo>
  );
}
