import '../style/trace.css';
import type { PageProps } from '../page-props.ts';
import { CaptureDetail } from './capture-detail.tsx';
import { CapturesList } from './captures-list.tsx';

/** What was captured and what became of it, or one capture. */
export function CapturesPage({ route }: PageProps) {
  return route.subject === '' ? <CapturesList route={route} /> : <CaptureDetail key={route.subject} route={route} />;
}
