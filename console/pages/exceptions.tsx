import '../style/trace.css';
import type { PageProps } from '../page-props.ts';
import { ExceptionDetail } from './exception-detail.tsx';
import { ExceptionsList } from './exceptions-list.tsx';

/** What contradicts in what was captured, or one of it. */
export function ExceptionsPage({ route }: PageProps) {
  return route.subject === '' ? (
    <ExceptionsList route={route} />
  ) : (
    <ExceptionDetail key={route.subject} route={route} />
  );
}
