import { useMemo } from 'react';
import type { PageProps } from '../page-props.ts';
import { apiDocument, operationsOf } from '../parts/api-document.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { Loading } from '../shell/loading.tsx';
import { ApiOperation } from './api-operation.tsx';
import { ApiOperations } from './api-operations.tsx';

/** What the API takes and answers, from its own description; one operation, or all of them. */
export function ApiPage({ route }: PageProps) {
  const { data, error, refetch } = useAsked('/api/openapi.json', apiDocument);
  const operations = useMemo(() => (data === undefined ? [] : operationsOf(data)), [data]);
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  if (route.subject === '') return <ApiOperations operations={operations} route={route} />;
  const found = operations.find(({ id }) => id === route.subject);
  return <ApiOperation key={route.subject} operation={found} />;
}
