import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { roleMay, roles } from '../../shared/access/permissions.ts';
import type { Operation } from '../parts/api-document.ts';
import { CodeBlock } from '../parts/code-block.tsx';
import { curlOf } from '../parts/curl-of.ts';
import { isPermission } from '../parts/is-permission.ts';
import { LinkTo } from '../parts/link-to.tsx';
import { ParameterTable } from '../parts/parameter-table.tsx';
import { SchemaTable } from '../parts/schema-table.tsx';
import { Empty } from '../parts/server-table.tsx';
import { TryCall } from '../parts/try-call.tsx';
import { useHere } from '../shell/session-context.ts';

/** One operation: what it wants, what it answers, how it is called, and for a question the way to try it here. */
export function ApiOperation({ operation }: { readonly operation: Operation | undefined }) {
  const { tenant } = useHere();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  if (operation === undefined)
    return <Empty words="The API has no such operation. All it has stands in the API reference." />;
  const { id, summary, permission, method, body, parameters, answers } = operation;
  const may = permission === undefined ? undefined : roles.filter((role) => isCarried(role, permission)).join(', ');
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={summary}>
          {id}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">How it is called</Header>}>
          <SpaceBetween size="m">
            <KeyValuePairs
              columns={3}
              items={[
                {
                  label: 'Permission',
                  value: permission === undefined ? 'none: no token is needed' : <code>{permission}</code>,
                },
                ...(may === undefined
                  ? []
                  : [{ label: 'Roles that carry it', value: <LinkTo page="roles">{may}</LinkTo> }]),
                {
                  label: 'About',
                  value: (
                    <LinkTo page="api" query={{ tag: operation.tag }}>
                      {operation.tag}
                    </LinkTo>
                  ),
                },
              ]}
            />
            <CodeBlock label="A call by curl" text={curlOf(operation, { origin: location.origin, tenant, values })} />
          </SpaceBetween>
        </Container>
        {parameters.length > 0 && <ParameterTable parameters={parameters} />}
        {body !== undefined && <SchemaTable title="Body" schema={body} />}
        {method === 'GET' && <TryCall operation={operation} values={values} change={setValues} />}
        {answers
          .filter(({ schema }) => schema !== undefined)
          .map(({ status, description, schema }) => (
            <SchemaTable
              key={status}
              title={status === 'default' ? 'Any other answer' : `Answer ${status}`}
              description={description}
              schema={schema}
              isOpen={status.startsWith('2')}
            />
          ))}
      </SpaceBetween>
    </ContentLayout>
  );
}

const isCarried = (role: string, permission: string) => isPermission(permission) && roleMay(role, permission);
