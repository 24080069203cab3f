/** What people write at the page of the warehouse: goods that are to come, why an order is cancelled, and what a suspect is. */
export const warehouseForms = `
const newReceipt = async () => {
  const partners = (site.partners ?? []).map((one) => one.name);
  const from = { name: 'from', label: 'Who sends it' + (partners.length ? '' : ' (its PGLN)'), required: false, ...(partners.length && { options: ['', ...partners] }) };
  const given = await askFor('Goods that are to come', [{ name: 'advice', label: 'Number of the despatch advice' }, from], 'Ask for it', {
    tries: async ({ advice, from: sender }) => {
      try {
        const answer = await ask('POST', '/api/warehouse/receipts', { advice: advice.trim(), ...(sender.trim() && { from: sender.trim() }) });
        if (!answer.ok) return plainly(await problemIn(answer));
        work.order = (await answer.json()).order;
        return '';
      } catch { return 'The agent does not answer.'; }
    },
  });
  if (!given) return;
  keep();
  refresh();
};
const cancelOrder = async () => {
  const token = crypto.randomUUID();
  const given = await askFor('Cancel ' + work.order, [{ name: 'reason', label: 'Why' }], 'Cancel it for good', {
    tries: async ({ reason }) => plainly(await tried('POST', '/api/warehouse/orders/' + encodeURIComponent(work.order) + '/cancel', { token, reason })),
  });
  if (given) begin(work.task);
};
const judge = async (one, outcome) => {
  const token = crypto.randomUUID();
  const about = ['The code of ' + short(one.epc) + ' says ' + one.says + '.', 'Known: ' + one.known + '.'];
  const tries = (signed) => tried('POST', '/api/warehouse/suspects/' + one.suspect + '/judge', { token, outcome, signature: signed });
  if (await signature('this pack is ' + outcome, 'How that was found', { about, tries })) refresh();
};
const suspectRows = () => suspects.map((one) => within('div', 'bar', make('span', one.suspect + '. ' + short(one.epc) + ' says ' + one.says + '; known: ' + one.known + ' (' + one.who + ', ' + new Date(one.at).toLocaleString() + ': ' + one.why + ')'),
  button('Genuine', () => judge(one, 'genuine')), button('Falsified', () => judge(one, 'falsified'))));
`;
