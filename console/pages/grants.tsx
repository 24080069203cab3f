import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from '../parts/change-query.ts';
import { FormWindow } from '../parts/form-window.tsx';
import { type GivenGrant, grantPage, scopeText } from '../parts/given-grant.ts';
import { GrantForm } from '../parts/grant-form.tsx';
import { GrantWithdrawal } from '../parts/grant-withdrawal.tsx';
import { type Column, ServerTable } from '../parts/server-table.tsx';
import { When } from '../parts/when.tsx';
import { useHere } from '../shell/session-context.ts';

const columns: readonly Column<GivenGrant>[] = [
  { id: 'to', header: 'To', isRowHeader: true, cell: ({ grantee }) => grantee },
  { id: 'may', header: 'May', cell: (one) => <May one={one} /> },
  { id: 'of', header: 'Only of', cell: scopeText },
  { id: 'from', header: 'From', cell: ({ from, at }) => <When at={from ?? at} /> },
  { id: 'until', header: 'Until', cell: ({ until }) => (until === undefined ? 'no end' : <When at={until} />) },
  { id: 'by', header: 'Given by', cell: ({ by }) => by },
];

const REFRESH_MS = 10_000;

/** What other tenants may do on this one's data. */
export function GrantsPage({ route }: PageProps) {
  const { may } = useHere();
  const writes = may('grants:write');
  const [changed, setChanged] = useState<GivenGrant>();
  const [withdrawn, setWithdrawn] = useState<GivenGrant>();
  const isNew = writes && route.query.get('do') === 'new';
  const leave = () => (changed === undefined ? changeQuery(route, { do: undefined }) : setChanged(undefined));
  const acts: Column<GivenGrant> = {
    id: 'acts',
    header: 'Acts',
    cell: (one) => <Acts one={one} change={setChanged} withdraw={setWithdrawn} />,
  };
  return (
    <>
      <ServerTable
        name="grants"
        title="Grants to other tenants"
        path="/api/grants"
        shape={grantPage}
        rowsOf={({ grants }) => grants}
        idOf={({ grantee }) => grantee}
        columns={writes ? columns.toSpliced(3, 0, acts) : columns}
        empty="No other tenant may do anything here."
        every={REFRESH_MS}
        actions={
          writes && (
            <Button variant="primary" onClick={() => changeQuery(route, { do: 'new' })}>
              Give a grant
            </Button>
          )
        }
      />
      {(isNew || changed !== undefined) && (
        <FormWindow
          title={changed === undefined ? 'Give a grant' : `Change the grant of ${changed.grantee}`}
          close={leave}
          isWide
        >
          <GrantForm {...(changed && { before: changed })} saved={leave} cancel={leave} />
        </FormWindow>
      )}
      {withdrawn !== undefined && <GrantWithdrawal grant={withdrawn} close={() => setWithdrawn(undefined)} />}
    </>
  );
}

function May({ one: { permissions } }: { readonly one: GivenGrant }) {
  if (permissions.length === 0) return 'nothing: withdrawn';
  return (
    <ul className="plain">
      {permissions.map((one) => (
        <li key={one}>
          <code>{one}</code>
        </li>
      ))}
    </ul>
  );
}

interface Given {
  readonly one: GivenGrant;
  readonly change: (one: GivenGrant) => void;
  readonly withdraw: (one: GivenGrant) => void;
}

function Acts({ one, change, withdraw }: Given) {
  return (
    <span className="nowrap">
      <Button variant="inline-link" ariaLabel={`Change the grant of ${one.grantee}`} onClick={() => change(one)}>
        Change
      </Button>{' '}
      {one.permissions.length > 0 && (
        <Button variant="inline-link" ariaLabel={`Withdraw the grant of ${one.grantee}`} onClick={() => withdraw(one)}>
          Withdraw
        </Button>
      )}
    </span>
  );
}
