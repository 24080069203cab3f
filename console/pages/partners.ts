import type { Needs } from '../needs.ts';
import { element } from '../parts/element.ts';
import { importForm } from '../parts/import-form.ts';
import { invitationForm } from '../parts/invitation-form.ts';
import { masterForm } from '../parts/master-form.ts';
import { partnerPlace } from '../parts/master-kinds.ts';
import { ownIdentity } from '../parts/own-identity.ts';
import { panel } from '../parts/panel.ts';
import { partnerList } from '../parts/partner-list.ts';
import { partnershipList } from '../parts/partnership-list.ts';
import { fetchedFrom, saveAction } from '../parts/save-file.ts';
import type { Route } from '../route.ts';
import { keptNote, moreOf } from './master-detail.ts';
import { partnerDetail } from './partner-detail.ts';

/** With whom documents are exchanged: those of the master data, those on their way, and who we are towards them. */
export function partnersPage(needs: Needs, { subject }: Route): HTMLElement {
  const { holder, open: show, close } = panel();
  const told = element('div', { 'aria-live': 'polite' });
  let about = '';
  const note = (partner: string, said: HTMLElement) => {
    about = partner;
    told.replaceChildren(said);
  };
  const open = (partner: string): void =>
    show(
      partnerDetail(
        needs,
        partner,
        () => {
          // What was said of it may hold no longer: an invitation that was withdrawn opens nothing.
          if (about === partner) told.replaceChildren();
          load();
        },
        close,
      ),
    );
  const partners = partnerList(needs, open);
  const onTheirWay = partnershipList(needs, open);
  const load = () => {
    void partners.load();
    void onTheirWay.load();
  };
  const writes = needs.may('registry:write');
  if (subject !== '') open(subject);
  return element(
    'section',
    {},
    element('h2', {}, 'Partners'),
    partners.filters,
    partners.holder,
    element('h3', {}, 'On their way'),
    onTheirWay.filters,
    onTheirWay.holder,
    told,
    holder,
    ...(writes ? beginnings(needs, { note, load, open }) : []),
    element('h3', {}, 'Who we are towards partners'),
    ownIdentity(needs),
    element('h3', {}, 'Spreadsheets'),
    saveAction('Export as CSV', 'partners.csv', fetchedFrom(needs.api, '/api/exports/partners')),
    writes ? importForm(needs, partnerPlace, load) : undefined,
  );
}

interface Beginning {
  /** Shows what was made: a link this once, a secret. */
  note(partner: string, said: HTMLElement): void;
  load(): void;
  open(partner: string): void;
}

/** The two ways to a partner: it comes on board by itself, or our own people enter it. */
function beginnings(needs: Needs, { note, load, open }: Beginning): HTMLElement[] {
  const inviting = element('details');
  const invitation = invitationForm(needs, undefined, (partner, link) => {
    note(partner, link);
    inviting.open = false;
    invitation.reset();
    load();
  });
  inviting.append(element('summary', {}, 'Invite a partner'), invitation);
  const entering = element('details');
  const entered = (): HTMLElement =>
    masterForm(
      needs,
      partnerPlace,
      undefined,
      (version, id) => {
        note(id, element('div', { class: 'note', role: 'status' }, `${id}: `, keptNote(version)));
        entering.open = false;
        entering.replaceChildren(summary, entered());
        load();
        open(id);
      },
      moreOf(partnerPlace, {}),
    );
  const summary = element('summary', {}, 'Enter a partner');
  entering.append(summary, entered());
  return [inviting, entering];
}
