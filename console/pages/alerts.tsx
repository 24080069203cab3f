import type { ComponentType } from 'react';
import type { PageProps } from '../page-props.ts';
import { type AlertKind, alertKindOf } from '../parts/alert-kinds.ts';
import { AlertsLists } from './alerts-lists.tsx';
import { DscsaCaseDetail } from './dscsa-case-detail.tsx';
import { NmvsAlertDetail } from './nmvs-alert-detail.tsx';
import { NoticeDetail } from './notice-detail.tsx';
import { VerificationDetail } from './verification-detail.tsx';

const details: Readonly<Record<AlertKind, ComponentType<PageProps>>> = {
  eu: NmvsAlertDetail,
  notices: NoticeDetail,
  dscsa: DscsaCaseDetail,
  verifications: VerificationDetail,
};

/** What regulators and partners tell us of packs, or one of it. */
export function AlertsPage({ route }: PageProps) {
  if (route.subject === '') return <AlertsLists route={route} />;
  const kind = alertKindOf(route.query.get('tab'));
  const Detail = details[kind];
  return <Detail key={`${kind} ${route.subject}`} route={route} />;
}
